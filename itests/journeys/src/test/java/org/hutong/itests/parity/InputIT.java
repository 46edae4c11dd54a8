package org.hutong.itests.parity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * One street for all that is asked of input: bad input first, then 500 entries through both doors,
 * then a look at every file left behind.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class InputIT {
  private static InputStreet street;

  @BeforeAll
  static void open() throws Exception {
    street = InputStreet.open();
  }

  @AfterAll
  static void close() throws Exception {
    if (street != null) {
      street.close();
    }
  }

  @Nested
  @Order(1)
  class BadInputIsRefused extends BadInput {
    BadInputIsRefused() {
      super(street);
    }
  }

  @Nested
  @Order(2)
  class BadClaimsAreRefused extends BadClaims {
    BadClaimsAreRefused() {
      super(street);
    }
  }

  @Nested
  @Order(3)
  class RestAndSoapMeanTheSame extends Parity {
    RestAndSoapMeanTheSame() {
      super(street);
    }
  }

  @Nested
  @Order(4)
  class NoFileTells extends NoClearText {
    NoFileTells() {
      super(street);
    }
  }
}
