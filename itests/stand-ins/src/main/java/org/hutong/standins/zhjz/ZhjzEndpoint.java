package org.hutong.standins.zhjz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.Resource;
import javax.jws.WebService;
import javax.servlet.http.HttpServletRequest;
import javax.xml.ws.WebServiceContext;
import javax.xml.ws.handler.MessageContext;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.hutong.standins.http.FaultFilter;
import org.hutong.standins.kit.Json;
import org.hutong.standins.zhjz.AidStore.Aid;
import org.hutong.standins.zhjz.AidStore.Answer;
import org.hutong.standins.zhjz.wsdl.CancelTempAid;
import org.hutong.standins.zhjz.wsdl.CheckFamily;
import org.hutong.standins.zhjz.wsdl.CheckFamilyResponse;
import org.hutong.standins.zhjz.wsdl.Confirm;
import org.hutong.standins.zhjz.wsdl.Jtcy;
import org.hutong.standins.zhjz.wsdl.QueryByLsh;
import org.hutong.standins.zhjz.wsdl.QueryStatus;
import org.hutong.standins.zhjz.wsdl.Receipt;
import org.hutong.standins.zhjz.wsdl.Status;
import org.hutong.standins.zhjz.wsdl.SubmitTempAid;
import org.hutong.standins.zhjz.wsdl.TempAidApply;
import org.hutong.standins.zhjz.wsdl.UpdateTempAid;
import org.hutong.standins.zhjz.wsdl.ZhjzPort;

/** The operations of the WSDL: late, then answered out of the {@link AidStore}. */
@WebService(
    endpointInterface = "org.hutong.standins.zhjz.wsdl.ZhjzPort",
    targetNamespace = "urn:standin:zhjz",
    serviceName = "ZhjzService",
    portName = "ZhjzPort",
    wsdlLocation = "wsdl/zhjz.wsdl")
public class ZhjzEndpoint implements ZhjzPort {
  private final AidStore store;
  private final ZhjzSettings settings;

  @Resource private WebServiceContext context;

  ZhjzEndpoint(AidStore store, ZhjzSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  @Override
  public Receipt submitTempAid(SubmitTempAid request) {
    TempAidApply apply = request.getApply();
    return receipt(
        () ->
            hasBadId(apply)
                ? new Answer(Code.BAD_ID, null)
                : store.submit(apply.getLsh(), tree(apply), client()));
  }

  @Override
  public Receipt updateTempAid(UpdateTempAid request) {
    TempAidApply apply = request.getApply();
    return receipt(
        () ->
            hasBadId(apply)
                ? new Answer(Code.BAD_ID, null)
                : store.update(
                    request.getSldh(), request.getYlsh(), apply.getLsh(), tree(apply), client()));
  }

  @Override
  public Receipt cancelTempAid(CancelTempAid request) {
    return receipt(
        () ->
            store.cancel(
                request.getSldh(),
                request.getYlsh(),
                request.getLsh(),
                request.getCxyy(),
                client()));
  }

  @Override
  public Receipt confirm(Confirm request) {
    return receipt(() -> store.confirm(request.getSldh(), request.getLevel(), client()));
  }

  @Override
  public Status queryStatus(QueryStatus request) {
    return status(() -> store.bySldh(request.getSldh()));
  }

  @Override
  public Status queryByLsh(QueryByLsh request) {
    if (!settings.lookUp()) {
      settings.delay();
      throw new SoapFault("unsupported", Fault.FAULT_CODE_SERVER);
    }
    return status(() -> store.byLsh(request.getLsh()));
  }

  @Override
  public CheckFamilyResponse checkFamily(CheckFamily request) {
    settings.delay();
    CheckFamilyResponse response = new CheckFamilyResponse();
    Code code = businessFault();
    if (code == null) {
      code = IdNumbers.valid(request.getIdNo()) ? Code.DONE : Code.BAD_ID;
    }
    // About one family in eight is on 低保, by a rule that stays the same for a seed.
    int lot = Math.floorMod((request.getIdNo() + settings.seed()).hashCode(), 8);
    boolean done = code == Code.DONE;
    response.setSfdb(done && lot == 0);
    response.setSfdsr(done && lot <= 1);
    if (done && lot <= 1) {
      response.setHzrq("2016-0%d-01".formatted(1 + lot));
    }
    response.setCode(code.word());
    response.setMsg(code.message());
    return response;
  }

  private Receipt receipt(Supplier<Answer> work) {
    settings.delay();
    Code fault = businessFault();
    Answer answer = fault != null ? new Answer(fault, null) : work.get();
    Receipt receipt = new Receipt();
    receipt.setSldh(answer.sldh());
    receipt.setCode(answer.code().word());
    receipt.setMsg(answer.code().message());
    return receipt;
  }

  private Status status(Supplier<Aid> work) {
    settings.delay();
    Status status = new Status();
    Code code = businessFault();
    if (code == null) {
      Aid aid = work.get();
      code = aid == null ? Code.NO_SUCH : Code.DONE;
      if (aid != null) {
        status.setSldh(aid.sldh());
        status.setZt(aid.zt());
        status.setXh(aid.xh());
      }
    }
    status.setCode(code.word());
    status.setMsg(code.message());
    return status;
  }

  private static boolean hasBadId(TempAidApply apply) {
    return !Stream.concat(
            Stream.of(apply.getSqr().getSfzh()), apply.getJtcy().stream().map(Jtcy::getSfzh))
        .allMatch(IdNumbers::valid);
  }

  private static JsonNode tree(TempAidApply apply) {
    return Json.tree(apply);
  }

  private Code businessFault() {
    Object code = http().getAttribute(FaultFilter.BUSINESS_FAULT);
    return code == null ? null : Code.of(code.toString());
  }

  private String client() {
    return http().getHeader("User-Agent");
  }

  private HttpServletRequest http() {
    return (HttpServletRequest) context.getMessageContext().get(MessageContext.SERVLET_REQUEST);
  }
}
