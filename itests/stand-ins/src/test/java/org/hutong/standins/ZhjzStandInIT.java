package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.hutong.standins.Soap.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZhjzStandInIT {
  @TempDir static Path dir;
  private static StandInProcess system;
  private static Soap soap;

  @BeforeAll
  static void start() throws IOException {
    system = StandInProcess.start("si-02", dir, "--delay-ms", "0-2");
    soap = new Soap(system.url(), system.user(), system.secret(), "adapter-soap/1");
  }

  @AfterAll
  static void stop() throws IOException {
    system.close();
  }

  @BeforeEach
  void reset() throws IOException {
    system.reset();
    system.control("{\"dedup\":true,\"lookUp\":true}");
  }

  private static void thenAttemptsAndEffects(int attempts, int effects) throws IOException {
    assertThat(system.attempts()).isEqualTo(attempts);
    assertThat(system.effects()).isEqualTo(effects);
  }

  @Test
  void theWsdlIsServed() throws Exception {
    HttpResponse<String> wsdl =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(system.ready().get("wsdl").asText())).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(wsdl.body())
        .contains("targetNamespace=\"urn:standin:zhjz\"")
        .contains("location=\"" + system.url() + "\"");
    thenAttemptsAndEffects(0, 0);
  }

  @Test
  void anApplicationGetsItsReceiptAndStandsInTheJournal() throws Exception {
    Answer answer = soap.submit("K1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("code")).isEqualTo("JZ000");
    assertThat(answer.text("sldh")).matches("JZ\\d{12}");
    JsonNode effect = system.journal(0).get("entries").get(1);
    assertThat(effect.get("kind").asText()).isEqualTo("effect");
    assertThat(effect.get("key").asText()).isEqualTo("K1");
    assertThat(effect.get("receipt").asText()).isEqualTo(answer.text("sldh"));
    assertThat(effect.get("client").asText()).isEqualTo("adapter-soap/1");
    assertThat(effect.at("/record/apply/sqje").asText()).isEqualTo("3000.00");
    assertThat(effect.at("/record/apply/sqr/xm").asText()).isEqualTo("阿依古丽·买买提");
  }

  @Test
  void theSameLshAgainIsAnsweredWithTheFirstReceipt() throws Exception {
    String first = soap.submit("K1").text("sldh");
    Answer second = soap.submit("K1");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("code")).isEqualTo("JZ001");
    assertThat(second.text("sldh")).isEqualTo(first);
    thenAttemptsAndEffects(2, 1);
  }

  @Test
  void withoutDeduplicationEverySubmitMakesARecordAndNobodyCanAsk() throws Exception {
    system.control("{\"dedup\":false,\"lookUp\":false}");

    String first = soap.submit("K1").text("sldh");
    String second = soap.submit("K1").text("sldh");
    Answer asked = soap.byLsh("K1");

    assertThat(second).isNotEqualTo(first);
    assertThat(asked.status()).isEqualTo(500);
    assertThat(asked.text("faultstring")).isEqualTo("unsupported");
    assertThat(system.summary().at("/moreThanOnce/CREATE K1").asInt()).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsAFailedAuthenticationAndHasNoEffect() throws Exception {
    Answer answer = new Soap(system.url(), system.user(), "wrong", "x").submit("K1");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text("faultcode")).endsWith(":FailedAuthentication");
    thenAttemptsAndEffects(1, 0);
  }

  @Test
  void anUnknownElementIsRefusedByTheSchema() throws Exception {
    Answer answer =
        soap.send(
            "<submitTempAid>"
                + Soap.apply("K1", Soap.GOOD_ID).replace("<knlx>", "<more>1</more><knlx>")
                + "</submitTempAid>");

    assertThat(answer.text("faultcode")).endsWith(":Client");
    thenAttemptsAndEffects(1, 0);
  }

  @Test
  void aWrongCheckDigitIsABusinessAnswer() throws Exception {
    Answer answer = soap.submit("K1", "110102198001011238");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("code")).isEqualTo("JZ002");
    thenAttemptsAndEffects(1, 0);
  }

  @Test
  void aCorrectionAWithdrawalAndTheirLookUpsKeepTheReceipt() throws Exception {
    String sldh = soap.submit("K1").text("sldh");

    Answer corrected =
        soap.send(
            "<updateTempAid><ylsh>K1</ylsh>" + Soap.apply("K2", Soap.GOOD_ID) + "</updateTempAid>");
    Answer cancelled =
        soap.send(
            "<cancelTempAid><lsh>K3</lsh><sldh>" + sldh + "</sldh><cxyy>重复</cxyy></cancelTempAid>");
    Answer found = soap.byLsh("K2");

    assertThat(corrected.text("sldh")).isEqualTo(sldh);
    assertThat(cancelled.text("code")).isEqualTo("JZ000");
    assertThat(found.text("sldh")).isEqualTo(sldh);
    assertThat(found.text("zt")).isEqualTo("09");
    assertThat(found.text("xh")).isEqualTo("2");
    assertThat(soap.byLsh("K9").text("code")).isEqualTo("JZ003");
    thenAttemptsAndEffects(3, 3);
  }

  @Test
  void aBusyAnswerComesInsideATwoHundred() throws Exception {
    system.control("{\"fault\":\"business\",\"code\":\"JZ101\"}");

    Answer answer = soap.submit("K1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("code")).isEqualTo("JZ101");
    thenAttemptsAndEffects(1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset", "truncate"})
  void anAnswerLostBeforeTheEffectLeavesNone(String fault) throws Exception {
    system.control("{\"fault\":\"" + fault + "\",\"ms\":200,\"when\":\"before\"}");

    assertThatThrownBy(() -> soap.submit("K1")).isInstanceOf(IOException.class);
    thenAttemptsAndEffects(1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset", "truncate"})
  void anAnswerLostAfterTheEffectLeavesOneThatCanBeFound(String fault) throws Exception {
    system.control("{\"fault\":\"" + fault + "\",\"ms\":200,\"when\":\"after\"}");

    assertThatThrownBy(() -> soap.submit("K1")).isInstanceOf(IOException.class);

    thenAttemptsAndEffects(1, 1);
    assertThat(soap.byLsh("K1").text("sldh")).isNotNull();
  }

  @Test
  void aServerErrorMayHideAnEffect() throws Exception {
    system.control("{\"fault\":\"500\",\"when\":\"before\"}");
    assertThat(soap.submit("K1").status()).isEqualTo(500);
    thenAttemptsAndEffects(1, 0);

    system.control("{\"fault\":\"500\",\"when\":\"after\"}");
    assertThat(soap.submit("K1").status()).isEqualTo(500);
    thenAttemptsAndEffects(2, 1);
  }

  @Test
  void aSlowAnswerComes() throws Exception {
    system.control("{\"fault\":\"slow\",\"ms\":300}");
    long start = System.nanoTime();

    assertThat(soap.submit("K1").text("code")).isEqualTo("JZ000");

    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aDoubledRequestTakesEffectOnceOnlyWhereItIsDeduplicated() throws Exception {
    system.control("{\"fault\":\"dup\"}");
    soap.submit("K1");
    assertThat(system.effects()).isEqualTo(1);

    system.control("{\"fault\":\"dup\",\"dedup\":false}");
    soap.submit("K2");
    assertThat(system.effects()).isEqualTo(3);
  }

  @Test
  void aDriftedAnswerHasOtherNames() throws Exception {
    system.control("{\"fault\":\"schema-drift\"}");

    Answer answer = soap.submit("K1");

    assertThat(answer.text("sldh")).isNull();
    assertThat(answer.text("slbh")).isNotNull();
    assertThat(answer.text("jgdm")).isEqualTo("JZ000");
  }

  @Test
  void aKilledSystemStartsAgainWithItsEffects() throws Exception {
    String sldh = soap.submit("K1").text("sldh");

    system.kill();
    system.restart();

    assertThat(soap.submit("K1").text("sldh")).isEqualTo(sldh);
    assertThat(soap.submit("K2").text("sldh")).isNotEqualTo(sldh);
    thenAttemptsAndEffects(3, 2);
  }
}
