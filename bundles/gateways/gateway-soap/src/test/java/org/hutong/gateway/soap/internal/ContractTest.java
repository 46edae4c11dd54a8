package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.at;

import java.io.File;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import javax.wsdl.Definition;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.ws.BindingProvider;
import javax.xml.ws.soap.SOAPFaultException;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.tools.common.ToolConstants;
import org.apache.cxf.tools.common.ToolContext;
import org.apache.cxf.tools.validator.internal.WSDL11Validator;
import org.apache.cxf.wsdl.WSDLManager;
import org.hutong.gateway.soap.internal.v1.CaseBodyXml;
import org.hutong.gateway.soap.internal.v1.FieldXml;
import org.hutong.gateway.soap.internal.v1.FieldsXml;
import org.hutong.gateway.soap.internal.v1.GetCase;
import org.hutong.gateway.soap.internal.v1.GetItem;
import org.hutong.gateway.soap.internal.v1.ItemRefBodyXml;
import org.hutong.gateway.soap.internal.v1.ObjectFactory;
import org.hutong.gateway.soap.internal.v1.PartyBodyXml;
import org.hutong.gateway.soap.internal.v1.Problem;
import org.hutong.gateway.soap.internal.v1.SubmitCase;
import org.hutong.gateway.support.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The contract as clients find it: valid, served whole, and true of every message. */
class ContractTest {
  private static Harness harness;
  private static Schema schema;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness();
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(ContractTest.class.getResource("/wsdl/street-v1.xsd"));
  }

  @AfterAll
  static void stop() throws Exception {
    harness.close();
  }

  @Test
  void theWsdlIsValidByCxfsValidator() throws Exception {
    String wsdl = new File("src/main/resources/wsdl/street-v1.wsdl").toURI().toString();
    ToolContext context = new ToolContext();
    context.put(ToolConstants.CFG_WSDLURL, wsdl);
    Definition definition = harness.soap.bus().getExtension(WSDLManager.class).getDefinition(wsdl);
    WSDL11Validator validator = new WSDL11Validator(definition, context, harness.soap.bus());
    assertThat(validator.isValid()).isTrue();
  }

  @Test
  void theWsdlAndItsSchemaAreServedWithTheAddressTheClientUsed() throws Exception {
    String wsdl = get("/soap/v1/street?wsdl");
    assertThat(wsdl)
        .contains("location=\"http://127.0.0.1:" + harness.port() + "/soap/v1/street\"");
    assertThat(wsdl).contains("schemaLocation=\"http://127.0.0.1:");
    assertThat(get("/soap/v1/street?xsd=street-v1.xsd")).contains("name=\"SubmitCase\"");
    assertThat(get("/soap/v1/street?WSDL")).contains("StreetPort");
  }

  @Test
  void theWsdlNamesThePublicAddressWhereOneIsConfigured() throws Exception {
    Harness other = new Harness();
    try {
      other.soap.publishAs("https://hub.example:8443/soap/v1/street");
      String wsdl =
          other
              .client
              .send(
                  other.request("").uri(other.uri("/soap/v1/street?wsdl")).GET().build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(wsdl).contains("location=\"https://hub.example:8443/soap/v1/street\"");
    } finally {
      other.close();
    }
  }

  @Test
  void noOtherFileComesOutOfTheContract() throws Exception {
    for (String query :
        new String[] {"xsd=../../../etc/passwd", "xsd=other.xsd", "wsdl&x=y", "js"}) {
      HttpResponse<String> response =
          harness.client.send(
              harness.request("").uri(harness.uri("/soap/v1/street?" + query)).GET().build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(query).isEqualTo(405);
    }
  }

  private static String get(String path) throws Exception {
    HttpResponse<String> response =
        harness.client.send(
            harness.request("").uri(harness.uri(path)).GET().build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void everyAnswerAndFaultKeepsToTheSchema() throws Exception {
    String number = "<number>" + Samples.NUMBER + "</number>";
    String key = "<idempotencyKey>k</idempotencyKey>";
    String delivery = "<id>d-1</id>";
    List<String[]> calls =
        List.of(
            new String[] {"GetCapabilities", ""},
            new String[] {"FindItems", "<text>临时</text><limit>1</limit>"},
            new String[] {"FindItems", "<after>p1-0</after>"},
            new String[] {"GetItem", "<scheme>survey-2016</scheme><code>MZ-28</code>"},
            new String[] {"GetItem", "<scheme>x</scheme><code>y</code><version>3</version>"},
            new String[] {"GetCatalogueReport", ""},
            new String[] {"GetDrafts", ""},
            new String[] {"GetSurvey", ""},
            new String[] {"CheckCatalogue", ""},
            new String[] {"LoadCatalogue", "<now>1</now>"},
            new String[] {"FindUnits", "<text>广内</text><on>2016-09-01</on>"},
            new String[] {"AnnounceMaterial", key + "<material><size>3</size></material>"},
            new String[] {
              "AppendMaterial", "<id>m-1</id><offset>1</offset><content>YQ==</content>"
            },
            new String[] {"AppendMaterial", "<id>m-1</id><content>?</content>"},
            new String[] {"GetMaterial", "<id>m-1</id>"},
            new String[] {"GetMaterial", "<id>m-1</id><purpose>P</purpose><length>9</length>"},
            new String[] {
              "SubmitCase", key + "<case>" + Harness.ITEM + Harness.SUBJECT + "</case>"
            },
            new String[] {"SubmitCase", key + "<case><x/></case>"},
            new String[] {"GetCase", number},
            new String[] {"FindCases", "<query><purpose>P</purpose></query>"},
            new String[] {"ActOnCase", number + key + "<act><action>deny</action></act>"},
            new String[] {"CorrectCase", number + "<ifMatch>1</ifMatch>" + key + "<patch/>"},
            new String[] {"EvaluateCase", number + key + "<evaluation/>"},
            new String[] {"GetDeliveries", "<state>RETRYING</state><limit>5</limit>"},
            new String[] {"GetDeliveries", "<state>LOST</state><limit>501</limit>"},
            new String[] {"GetDelivery", delivery},
            new String[] {"GetDelivery", delivery + "<purpose>P</purpose>"},
            new String[] {"ActOnDelivery", delivery + key + "<act><action>replay</action></act>"},
            new String[] {"ActOnDelivery", delivery + key + "<act><action>eat</action></act>"},
            new String[] {"GetReconciliation", "<from>2016-01-01</from><to>2016-02-01</to>"},
            new String[] {"GetReconciliation", "<from>2016-02-01</from><to>2016-02-01</to>"},
            new String[] {"GetHoldings", ""},
            new String[] {
              "GetHoldings", "<from>2016-01-01</from><to>2016-02-01</to><system>si-04</system>"
            },
            new String[] {"GetHoldings", "<from>2016-02-01</from>"},
            new String[] {"GetStatistics", "<by>item</by><period>2016-09</period>"},
            new String[] {"GetStateCounts", "<by>class</by><scheme>survey-2016</scheme>"},
            new String[] {"GetRecordScore", "<period>2016-09</period>"},
            new String[] {"GetDefinitions", ""},
            new String[] {"GetTyping", "<period>2016-09</period>"},
            new String[] {"GetTyping", "<item>MZ-28</item>"},
            new String[] {"GetTyping", "<item>XX-1</item>"},
            new String[] {"GetTyping", "<caseNumber>" + Samples.NUMBER + "</caseNumber>"},
            new String[] {"GetChanges", "<limit>10</limit>"},
            new String[] {"CreateTask", key + "<task><reference>RW1</reference></task>"},
            new String[] {"GetTask", "<id>" + Samples.TASK + "</id>"},
            new String[] {"GetTask", "<id>x</id>"},
            new String[] {"FindTasks", "<state>ISSUED</state><due>SOON</due>"},
            new String[] {"FindTasks", "<state>LOST</state>"},
            new String[] {
              "ActOnTask", "<id>x</id><ifMatch>1</ifMatch>" + key + "<act><limit/></act>"
            },
            new String[] {"GetDisputes", "<month>2016-03</month>"},
            new String[] {"GetDisputes", "<month>2016-13</month>"},
            new String[] {"GetRulings", ""},
            new String[] {"RecordDemand", key + "<demand><text>x</text></demand>"},
            new String[] {"FindDemands", "<from>2016-03-01</from><to>2016-04-01</to>"},
            new String[] {"GetSystems", ""},
            new String[] {"GetSystems", "<limit>1</limit><after>x</after>"},
            new String[] {"GetSystems", "<id>si-04</id>"});
    for (String[] call : calls) {
      HttpResponse<String> response = harness.call(call[0], call[1]);
      Document document = Harness.xml(response.body());
      String path = response.statusCode() == 200 ? "//Body/*" : "//detail/*";
      Element message = element(document, path);
      assertThat(message.getLocalName()).as(response.body()).isIn(call[0] + "Response", "problem");
      schema.newValidator().validate(new DOMSource(message));
    }
  }

  private static Element element(Document document, String path) throws Exception {
    String local = path.replaceAll("//(\\w+)", "//*[local-name()='$1']");
    return (Element)
        javax.xml.xpath.XPathFactory.newInstance()
            .newXPath()
            .evaluate(local, document, javax.xml.xpath.XPathConstants.NODE);
  }

  @Test
  void parametersAreReadAndContentComesInParts() throws Exception {
    String content = "0123456789";
    String base64 = java.util.Base64.getEncoder().encodeToString(content.getBytes());
    Document announced =
        harness.answer(
            "AnnounceMaterial",
            "<idempotencyKey>m</idempotencyKey><material><size>10</size></material>");
    String id = "<id>" + at(announced, "//material/id") + "</id>";
    harness.answer("AppendMaterial", id + "<offset>0</offset><content>\n " + base64 + "</content>");
    Document part =
        harness.answer(
            "GetMaterial", id + "<purpose>P</purpose><offset>3</offset><length>4</length>");
    byte[] bytes = java.util.Base64.getDecoder().decode(at(part, "//GetMaterialResponse/content"));
    assertThat(new String(bytes)).isEqualTo("3456");
    harness.answer("GetDeliveries", "<system>si-02</system><state>RETRYING</state>");
    assertThat(harness.services.deliveries.asked.system()).isEqualTo("si-02");
    assertThat(harness.services.deliveries.asked.limit()).isEqualTo(100);
  }

  @Test
  void aChunkAsLargeAsTheCapabilitiesSayIsTaken() throws Exception {
    Document said = harness.answer("GetCapabilities", "");
    int chunk = Integer.parseInt(at(said, "//limits/limit[*[1]='materialChunkBytes']/value"));
    assertThat(at(said, "//limits/limit[*[1]='bodyBytes']/value")).isEqualTo("1048576");
    Document announced =
        harness.answer(
            "AnnounceMaterial",
            "<idempotencyKey>whole</idempotencyKey><material><size>"
                + chunk
                + "</size></material>");
    String content = java.util.Base64.getEncoder().encodeToString(new byte[chunk]);
    Document taken =
        harness.answer(
            "AppendMaterial",
            "<id>"
                + at(announced, "//material/id")
                + "</id><offset>0</offset><content>"
                + content
                + "</content>");
    assertThat(at(taken, "//material/received")).isEqualTo(Integer.toString(chunk));
  }

  @Test
  void aClientGeneratedFromTheWsdlEntersACaseAndMeetsADeclaredFault() throws Exception {
    JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
    factory.setServiceClass(org.hutong.gateway.soap.internal.v1.Street.class);
    factory.setAddress(harness.uri(Harness.PATH).toString());
    org.hutong.gateway.soap.internal.v1.Street street =
        (org.hutong.gateway.soap.internal.v1.Street) factory.create();
    Client client = ClientProxy.getClient(street);
    Element security =
        (Element)
            Harness.xml(Harness.envelope(Harness.token(), ""))
                .getElementsByTagName("wsse:Security")
                .item(0);
    ((BindingProvider) street)
        .getRequestContext()
        .put(
            Header.HEADER_LIST,
            List.of(
                new Header(
                    new javax.xml.namespace.QName(
                        security.getNamespaceURI(), security.getLocalName()),
                    security)));
    ObjectFactory of = new ObjectFactory();
    CaseBodyXml body = new CaseBodyXml();
    ItemRefBodyXml item = new ItemRefBodyXml();
    item.setScheme(of.createItemRefBodyXmlScheme("survey-2016"));
    item.setCode(of.createItemRefBodyXmlCode("MZ-28"));
    item.setVersion(of.createItemRefBodyXmlVersion(1));
    body.setItem(of.createCaseBodyXmlItem(item));
    PartyBodyXml subject = new PartyBodyXml();
    subject.setIdNumber(of.createPartyBodyXmlIdNumber("110102198001011239"));
    body.setSubject(of.createCaseBodyXmlSubject(subject));
    body.setAgent(of.createCaseBodyXmlAgent(null));
    FieldsXml form = new FieldsXml();
    FieldXml amount = new FieldXml();
    amount.setName("applyAmountFen");
    amount.setNumber("300000");
    form.getField().add(amount);
    body.setForm(of.createCaseBodyXmlForm(form));
    SubmitCase submit = new SubmitCase();
    submit.setIdempotencyKey("generated");
    submit.setCase(body);

    assertThat(street.submitCase(submit).getCase().getNumber()).isEqualTo(Samples.NUMBER);
    assertThat(harness.services.casework.body)
        .containsEntry("agent", null)
        .containsEntry("form", java.util.Map.of("applyAmountFen", 300000L));

    GetCase missing = new GetCase();
    missing.setNumber("x");
    try {
      street.getCase(missing);
      throw new AssertionError("No fault");
    } catch (Problem problem) {
      assertThat(problem.getFaultInfo().getCode()).isEqualTo("CASE_NOT_FOUND");
      assertThat(problem.getMessage()).isEqualTo("没有这个办件");
    }
    ((BindingProvider) street).getRequestContext().remove(Header.HEADER_LIST);
    try {
      street.getItem(new GetItem());
      throw new AssertionError("No fault");
    } catch (Problem | SOAPFaultException stranger) {
      assertThat(stranger).hasMessage("用户名、密码或令牌不正确");
    }
    client.destroy();
  }

  @Test
  void theSchemaStandsByItself() throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(get("/soap/v1/street?xsd=street-v1.xsd"))));
  }
}
