package org.hutong.adapter.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapReaderTest {
  private final SoapReader reader = new SoapReader(Set.of("l"));

  private String tree(String body) throws IOException {
    byte[] bytes = FakeAid.envelope(body).getBytes(StandardCharsets.UTF_8);
    return String.valueOf(reader.read(bytes, null).tree());
  }

  @Test
  void elementsBecomeMapsListsAndTexts() throws Exception {
    assertThat(tree("<a><b>1</b><l>x</l><c y='2'>t</c><d/><e><![CDATA[<&>]]>&amp;</e></a>"))
        .isEqualTo("{b=1, l=[x], c={@y=2, #text=t}, d=, e=<&>&}");
  }

  @Test
  void nilIsNull() throws Exception {
    assertThat(
            tree(
                "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
                    + "<b i:nil='true'/><c i:type='x'>1</c></a>"))
        .isEqualTo("{b=null, c=1}");
  }

  @Test
  void theCharsetOfTheHttpAnswerIsUsed() throws Exception {
    String xml = FakeAid.envelope("<a>东经路</a>").replace(" encoding='UTF-8'", "");
    Charset gbk = Charset.forName("GBK");

    assertThat(reader.read(xml.getBytes(gbk), gbk).tree()).isEqualTo("东经路");
  }

  @Test
  void aSoap12FaultIsAFault() throws Exception {
    String xml =
        "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><s:Fault>"
            + "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:X</s:Value></s:Subcode>"
            + "</s:Code><s:Reason><s:Text xml:lang='zh'>不行</s:Text></s:Reason>"
            + "</s:Fault></s:Body></s:Envelope>";

    SoapReader.Message message = reader.read(xml.getBytes(StandardCharsets.UTF_8), null);

    assertThat(message.fault()).isTrue();
    assertThat(String.valueOf(message.tree()))
        .isEqualTo("{fault={code=w:X, string=不行, detail=null}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a>%s",
        "<!DOCTYPE a [<!ENTITY x 'boom'>]>%s",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>%s",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'>%s"
      })
  void aDtdIsRefused(String form) {
    String xml =
        form.formatted(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                + "<a>&x;</a></s:Body></s:Envelope>");
    assertThatThrownBy(() -> reader.read(xml.getBytes(StandardCharsets.UTF_8), null))
        .isInstanceOf(IOException.class);
    String harmless = xml.replace("&x;", "");
    assertThatThrownBy(() -> reader.read(harmless.getBytes(StandardCharsets.UTF_8), null))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<a>&x;</a>", "<a><b></a>", "<a/", "<a/></soap:Body></soap:Envelope><x/>"})
  void whatIsNotWellFormedIsRefused(String body) {
    assertThatThrownBy(() -> tree(body)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsTooDeepIsRefused() {
    assertThatThrownBy(() -> tree("<a>".repeat(150) + "</a>".repeat(150)))
        .isInstanceOf(IOException.class);
  }
}
