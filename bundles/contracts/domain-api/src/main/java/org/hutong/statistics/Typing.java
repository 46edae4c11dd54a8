package org.hutong.statistics;

import java.util.List;
import org.hutong.catalogue.ItemRef;
import org.jspecify.annotations.Nullable;

/**
 * Typing saved (R19): values entered once here, beside the fields of all the systems' forms that
 * they fill. Nothing here was measured with a clerk's watch.
 *
 * @param period null where one item or case is asked for
 * @param item null for a period
 * @param caseNumber null but for one case
 * @param cases cases counted; null where they are fewer than 10 and the caller may not know
 * @param typed values entered here; null as {@code cases}
 * @param apart fields of the systems' forms; null as {@code cases}
 * @param saved {@code apart} less {@code typed}; null as {@code cases}
 * @param forms one line a system; empty for a period
 * @param fields where each field comes from; empty for a period
 */
public record Typing(
    String street,
    @Nullable String period,
    @Nullable ItemRef item,
    @Nullable String caseNumber,
    @Nullable Long cases,
    @Nullable Long typed,
    @Nullable Long apart,
    @Nullable Long saved,
    List<FormLine> forms,
    List<FieldSource> fields) {

  /**
   * A system's form.
   *
   * @param fields fields of it; of a case those it fills, else one element a list
   */
  public record FormLine(String system, String systemName, int fields) {}

  /**
   * A field of a system's document and where its value comes from.
   *
   * @param operation {@code CREATE}, {@code CORRECT} or {@code CANCEL}
   * @param field its path, such as {@code apply.sqr.xm}; {@code []} stands for each element
   * @param kind {@code INPUT} one value entered, {@code CONSTANT} a constant, {@code RULE} made
   *     from several, or from what the appliance knows
   * @param sources pointers into the case body, such as {@code /subject/name}; of a rule also what
   *     the appliance knows, such as {@code number}, {@code acceptedAt}, {@code key}
   * @param conditions what else has to be there, or to be so, for the field to be filled
   */
  public record FieldSource(
      String system,
      String operation,
      String field,
      String kind,
      List<String> sources,
      List<String> conditions) {}
}
