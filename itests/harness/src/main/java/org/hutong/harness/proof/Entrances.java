package org.hutong.harness.proof;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Soap;
import org.hutong.harness.Street;

/**
 * Callers by REST and by SOAP who enter cases of made-up persons, shared out among accounts because
 * the appliance limits what one account may send.
 */
final class Entrances {
  private static final List<String> ACCOUNTS = List.of("clerk", "officer", "dispatcher", "hub");
  private static final People.Person BLANK = new People.Person("N@ME", "@ID@", "@PHONE@");
  private static final String KEY = "@KEY@";
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final Street street;
  private final People people = new People(System.nanoTime());

  Entrances(Street street) {
    this.street = street;
  }

  /** POST /cases. */
  Saturation rest() {
    return new Saturation(CREATED, this::restCaller);
  }

  /** The same on a schedule. */
  ConstantRate restAtConstantRate() {
    return new ConstantRate(CREATED, this::restCaller);
  }

  private Saturation.Caller restCaller(int n) {
    String headers =
        "Content-Type: application/json; charset=UTF-8\r\nAuthorization: "
            + street.rest(account(n)).authorization()
            + "\r\n";
    Wire wire = new Wire(street.appliance().httpPort(), "/api/v1/cases", headers);
    return caller(wire, Entries.json(BLANK, 300_000));
  }

  /** SubmitCase. */
  Saturation soap() {
    return new Saturation(
        OK,
        n -> {
          Soap soap = street.soap(account(n));
          String headers = "Content-Type: text/xml; charset=UTF-8\r\nSOAPAction: \"\"\r\n";
          Wire wire = new Wire(street.appliance().httpPort(), "/soap/v1/street", headers);
          return caller(wire, soap.submission(Entries.json(BLANK, 300_000), KEY));
        });
  }

  private static String account(int n) {
    return ACCOUNTS.get(n % ACCOUNTS.size());
  }

  private Saturation.Caller caller(Wire wire, String template) {
    return new Saturation.Caller() {
      @Override
      public int send() throws IOException {
        People.Person person = people.next();
        String key = UUID.randomUUID().toString();
        String body =
            template
                .replace(BLANK.name(), person.name())
                .replace(BLANK.idNumber(), person.idNumber())
                .replace(BLANK.phone(), person.phone())
                .replace(KEY, key);
        return wire.post("Idempotency-Key: " + key + "\r\n", body);
      }

      @Override
      public void close() throws IOException {
        wire.close();
      }
    };
  }
}
