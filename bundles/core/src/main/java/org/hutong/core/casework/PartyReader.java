package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hutong.casework.Case.Party;
import org.hutong.casework.Case.PartyKind;
import org.hutong.core.store.Times;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.CreditCode;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.Masks;
import org.hutong.kernel.PersonName;
import org.hutong.kernel.PhoneNumber;
import org.hutong.kernel.Place;
import org.hutong.problem.Code;
import org.jspecify.annotations.Nullable;

/** Reads, writes and masks the persons, organisations and places that a case names. */
final class PartyReader {
  static final String RESIDENT_ID = "RESIDENT_ID";
  static final String CREDIT_CODE = "CREDIT_CODE";
  private static final Pattern ID_TYPE = Pattern.compile("[A-Z][A-Z_]{1,29}");
  private static final Pattern OTHER_PAPER = Pattern.compile("[A-Za-z0-9()（）-]{3,30}");

  private PartyReader() {}

  /**
   * @param today what birth dates are measured by; null where they are taken as they are
   */
  static @Nullable Party subject(Fields fields, @Nullable LocalDate today) {
    Fields subject = fields.object("subject");
    if (subject == null) {
      if (!fields.has("subject")) {
        fields.note("subject", Code.FIELD_MISSING);
      }
      return null;
    }
    subject.only("kind", "name", "idType", "idNumber", "phone", "address", "community");
    if (!subject.has("kind")) {
      subject.note("kind", Code.FIELD_MISSING);
      return null;
    }
    PartyKind kind = subject.oneOf("kind", PartyKind.class);
    return kind == null ? null : party(subject, kind, today);
  }

  /** Somebody who acts for the subject: always a person. */
  static @Nullable Party person(Fields fields, String name, @Nullable LocalDate today) {
    Fields person = fields.object(name);
    if (person == null) {
      return null;
    }
    person.only("kind", "name", "idType", "idNumber", "phone", "address", "community");
    PartyKind kind = person.oneOf("kind", PartyKind.class);
    if (kind != null && kind != PartyKind.PERSON) {
      person.note("kind", Code.FIELD_VALUE);
    }
    return party(person, PartyKind.PERSON, today);
  }

  private static Party party(Fields f, PartyKind kind, @Nullable LocalDate today) {
    String name = name(f, kind);
    String idType = idType(f, kind);
    String idNumber = idNumber(f, kind, idType, today);
    PhoneNumber phone = f.value("phone", 40, Code.PHONE_INVALID, PhoneNumber::parse);
    String address = f.text("address", 200);
    if (kind == PartyKind.PLACE && !f.has("address") && !f.has("community")) {
      f.note("address", Code.FIELD_MISSING);
    }
    return new Party(
        kind,
        name,
        idNumber == null ? null : idType,
        idNumber,
        phone == null ? null : phone.number(),
        address,
        place(f));
  }

  private static @Nullable String name(Fields f, PartyKind kind) {
    if (kind == PartyKind.PERSON) {
      if (f.required("name", 200) == null) {
        return null;
      }
      PersonName name = f.value("name", 200, Code.NAME_INVALID, PersonName::parse);
      return name == null ? null : name.value();
    }
    return kind == PartyKind.ORGANIZATION ? f.requiredColumn("name", 200) : f.column("name", 200);
  }

  private static @Nullable String idType(Fields f, PartyKind kind) {
    String given = f.text("idType", 30);
    if (given == null) {
      return kind == PartyKind.ORGANIZATION ? CREDIT_CODE : RESIDENT_ID;
    }
    if (!ID_TYPE.matcher(given).matches()) {
      f.note("idType", Code.FIELD_VALUE);
      return null;
    }
    return given;
  }

  private static @Nullable String idNumber(
      Fields f, PartyKind kind, @Nullable String idType, @Nullable LocalDate today) {
    // An organisation may be filed in the community only, without a code (R11).
    if (kind == PartyKind.PERSON && f.required("idNumber", 40) == null) {
      return null;
    }
    if (RESIDENT_ID.equals(idType)) {
      CitizenId id = f.value("idNumber", 40, Code.ID_NUMBER_INVALID, CitizenId::parse);
      if (id != null && today != null && !Times.isBirthDate(id.birthDate(), today)) {
        f.note("idNumber", Code.ID_NUMBER_INVALID, "公民身份号码中的出生日期晚于今天或早于 150 年前，请核对");
        return null;
      }
      return id == null ? null : id.number();
    }
    if (CREDIT_CODE.equals(idType)) {
      CreditCode code = f.value("idNumber", 40, Code.CREDIT_CODE_INVALID, CreditCode::parse);
      return code == null ? null : code.code();
    }
    String paper = f.text("idNumber", 40);
    if (paper != null && !OTHER_PAPER.matcher(paper).matches()) {
      f.note("idNumber", Code.ID_NUMBER_INVALID);
      return null;
    }
    return paper;
  }

  private static @Nullable Place place(Fields f) {
    Fields place = f.object("community");
    if (place == null) {
      return null;
    }
    place.only("scheme", "code");
    String scheme = place.required("scheme", 32);
    String code = place.required("code", 40);
    if (scheme == null || code == null) {
      return null;
    }
    try {
      return new Place(scheme, code);
    } catch (InvalidValue e) {
      place.note("code", Code.PLACE_INVALID, e.getMessage());
      return null;
    }
  }

  static Map<String, Object> tree(Party party) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", party.kind().name());
    tree.put("name", party.name());
    tree.put("idType", party.idType());
    tree.put("idNumber", party.idNumber());
    tree.put("phone", party.phone());
    tree.put("address", party.address());
    Place community = party.community();
    tree.put(
        "community",
        community == null ? null : Map.of("scheme", community.scheme(), "code", community.code()));
    return tree;
  }

  /** The same with everything personal masked; the community stays. */
  static @Nullable Party masked(@Nullable Party party) {
    if (party == null) {
      return null;
    }
    boolean organisation = party.kind() == PartyKind.ORGANIZATION;
    return new Party(
        party.kind(),
        party.name() == null || organisation ? party.name() : Masks.name(party.name()),
        party.idType(),
        maskedNumber(party),
        party.phone() == null ? null : Masks.phone(party.phone()),
        party.address() == null ? null : Masks.address(party.address()),
        party.community());
  }

  private static @Nullable String maskedNumber(Party party) {
    String number = party.idNumber();
    if (number == null || CREDIT_CODE.equals(party.idType())) {
      return number;
    }
    return RESIDENT_ID.equals(party.idType()) ? Masks.citizenId(number) : Masks.paper(number);
  }
}
