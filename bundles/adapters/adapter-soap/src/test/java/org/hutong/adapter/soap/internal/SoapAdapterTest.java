package org.hutong.adapter.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.tck.TestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapAdapterTest {
  private static final String XML = "text/xml; charset=utf-8";

  private FakeAid aid;
  private SystemAdapter adapter;

  @BeforeEach
  void start() throws Exception {
    aid = new FakeAid();
    adapter = adapter(Samples.settings(aid.port()));
  }

  @AfterEach
  void stop() {
    adapter.close();
    aid.close();
  }

  private static SystemAdapter adapter(Map<String, Object> settings) throws Exception {
    return new SoapAdapterFactory().create(Samples.config(settings));
  }

  private Outcome deliver() throws Exception {
    return adapter.deliver(Samples.document("soap"), TestContext.unmapped());
  }

  private static String without(String message, String header) {
    return message.replaceAll("<s:" + header + ">.*</s:" + header + ">", "");
  }

  @Test
  void theDocumentIsWrittenInItsOwnOrderWithTheKeyFirst() throws Exception {
    deliver();

    assertThat(without(aid.last().body(), "Header"))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                + "<submitTempAid xmlns=\"urn:standin:zhjz\"><apply><lsh>soap/1/sut/CREATE</lsh>"
                + "<sqr><xm>王\uD872\uDF1A&lt;&amp;&gt;\"'</xm><sqdm>110102014003</sqdm></sqr>"
                + "<jtcy><xm>甲</xm></jtcy><jtcy><xm>乙</xm></jtcy><sqje>3000</sqje></apply>"
                + "</submitTempAid></s:Body></s:Envelope>");
    assertThat(aid.last().headers().getFirst("SOAPAction"))
        .isEqualTo("\"urn:standin:zhjz/submitTempAid\"");
    assertThat(aid.last().headers().getFirst("Content-Type")).isEqualTo(XML);
    assertThat(aid.last().headers().getFirst("User-Agent")).isEqualTo("hutong-adapter-soap/0");
  }

  @Test
  void theUsernameTokenStandsInTheHeader() throws Exception {
    deliver();

    assertThat(aid.last().body())
        .contains("<wsse:Username>station</wsse:Username>")
        .contains("#PasswordText\">secret&lt;&amp;&gt;password</wsse:Password>")
        .contains("s:mustUnderstand=\"1\"");
  }

  @Test
  void soap12AndUnqualifiedElementsAreASetting() throws Exception {
    Map<String, Object> settings = Samples.settings(aid.port());
    settings.put("soap", "1.2");
    settings.put("qualified", false);
    try (SystemAdapter other = adapter(settings)) {
      other.deliver(Samples.document("soap12"), TestContext.unmapped());
    }

    assertThat(aid.last().body())
        .contains("xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"")
        .contains("<m:submitTempAid xmlns:m=\"urn:standin:zhjz\"><apply>");
    assertThat(aid.last().headers().getFirst("Content-Type"))
        .isEqualTo(
            "application/soap+xml; charset=utf-8; action=\"urn:standin:zhjz/submitTempAid\"");
    assertThat(aid.last().headers()).doesNotContainKey("SOAPAction");
  }

  @Test
  void theMappingSeesABusinessFaultInsideA200() throws Exception {
    aid.answers(
        200,
        XML,
        FakeAid.envelope(
            "<a><code>JZ101</code><msg>系统忙</msg><jtcy><xm>甲</xm></jtcy><x>1</x><x>2</x></a>"));
    AtomicReference<Answer> seen = new AtomicReference<>();

    Outcome outcome =
        adapter.deliver(
            Samples.document("soap"),
            TestContext.within(
                Duration.ofSeconds(10),
                answer -> {
                  seen.set(answer);
                  return new Outcome.RetryLater("系统忙", Duration.ofSeconds(5));
                }));

    assertThat(outcome).isEqualTo(new Outcome.RetryLater("系统忙", Duration.ofSeconds(5)));
    assertThat(String.valueOf(seen.get().body()))
        .isEqualTo("{code=JZ101, msg=系统忙, jtcy=[{xm=甲}], x=[1, 2]}");
  }

  @Test
  void aReceiptCountsOnlyWithTheCodesThatAreNamed() throws Exception {
    aid.answers(200, XML, FakeAid.envelope("<a><sldh>SL1</sldh><code>JZ900</code></a>"));

    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aRefusedPasswordIsSaidClearlyAndAnyOtherFaultIsForTheMapping() throws Exception {
    aid.answers(
        500,
        XML,
        FakeAid.envelope(
            "<soap:Fault><faultcode xmlns:w='urn:w'>w:FailedAuthentication</faultcode>"
                + "<faultstring>no</faultstring></soap:Fault>"));
    assertThat(deliver()).isInstanceOf(Outcome.RetryLater.class);
    assertThat(deliver().toString()).contains("账号").doesNotContain("secret");
    aid.answers(
        500,
        XML,
        FakeAid.envelope(
            "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring>"
                + "<detail><e>E7</e></detail></soap:Fault>"));
    AtomicReference<Answer> seen = new AtomicReference<>();
    adapter.deliver(
        Samples.document("soap"),
        TestContext.within(
            Duration.ofSeconds(10),
            answer -> {
              seen.set(answer);
              return new Outcome.Unknown("");
            }));
    assertThat(seen.get().status()).isEqualTo(500);
    assertThat(String.valueOf(seen.get().body()))
        .isEqualTo("{fault={code=soap:Server, string=no, detail={e=E7}}}");
  }

  @Test
  void aLookUpTellsAbsenceFromTrouble() throws Exception {
    var key = Samples.document("soap").key();
    aid.answers(
        500,
        XML,
        FakeAid.envelope(
            "<soap:Fault><faultcode>soap:Server</faultcode>"
                + "<faultstring>unsupported</faultstring></soap:Fault>"));
    assertThat(adapter.lookUp(key, TestContext.unmapped()))
        .isEqualTo(new LookUp.CannotTell("系统答复 500"));
    aid.answers(200, XML, FakeAid.envelope("<a><code>JZ101</code></a>"));
    assertThat(adapter.lookUp(key, TestContext.unmapped())).isInstanceOf(LookUp.CannotTell.class);
    aid.answers(200, XML, FakeAid.envelope("<a><code>JZ003</code></a>"));
    assertThat(adapter.lookUp(key, TestContext.unmapped())).isEqualTo(new LookUp.Absent());
    assertThat(aid.last().body()).contains("<lsh>soap/1/sut/CREATE</lsh>");
  }

  @Test
  void anAnswerThatIsNoSoapIsUnknown() throws Exception {
    aid.answers(200, XML, "<html/>");
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
    aid.answers(200, XML, FakeAid.envelope("<a>").substring(0, 120));
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
    aid.answers(500, "text/html", "<html>");
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aDocumentThatXmlCannotCarryIsNotSent() throws Exception {
    for (String text : new String[] {"\u0001", "\uD800", "\uFFFE"}) {
      Document document = Samples.document("soap");
      Map<String, Object> content = new LinkedHashMap<>(document.content());
      content.put("x", text);
      Outcome outcome =
          adapter.deliver(
              new Document(document.key(), content, null, null), TestContext.unmapped());
      assertThat(outcome).isEqualTo(new Outcome.Rejected("CONTENT", "映射结果不能写成 XML：x"));
    }
  }

  @Test
  void settingsThatCannotWorkAreNamed() {
    Map<String, Object> settings = Samples.settings(80);
    settings.put("soap", "1.3");
    assertRefused(settings, "settings.soap");
    settings = Samples.settings(80);
    settings.put("nampespace", "x");
    assertRefused(settings, "settings.nampespace");
    settings = Samples.settings(80);
    settings.put("operations", Map.of("create", Map.of("element", "a b")));
    assertRefused(settings, "settings.operations.create.element");
    settings = Samples.settings(80);
    Map<String, Object> operations = Samples.operations();
    operations.put("lookUp", Map.of("element", "q", "receipt", "/a"));
    settings.put("operations", operations);
    assertRefused(settings, "settings.operations.lookUp.content");
  }

  private static void assertRefused(Map<String, Object> settings, String setting) {
    assertThatThrownBy(() -> SoapSettings.read(Samples.config(settings)))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo(setting));
  }
}
