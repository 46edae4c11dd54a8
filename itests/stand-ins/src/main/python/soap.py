"""SI-13 住房保障 and SI-10d 康复管理: SOAP on another stack than ours. 示例(虚构).

python3 soap.py si-13|si-10d --dir DIR [--port P] [--control P2] [--seed N]
"""
import base64
import os
import random
import re
import secrets
import ssl
import subprocess
import threading
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import kit

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"


def element(name, value):
    """A dictionary's entries as elements; a list repeats its element; None is left out."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inner = "".join(element(k, v) for k, v in value.items()) if isinstance(value, dict) else escape(str(value))
    return f"<t:{name}>{inner}</t:{name}>"


def local(node):
    return node.tag.rpartition("}")[2]


def child(node, *names):
    """The text at a path of local names; None where there is none."""
    for name in names:
        node = next((each for each in node if local(each) == name), None)
        if node is None:
            return None
    return (node.text or "").strip() or None


class Soap:
    """One SOAP endpoint: `operations` gives name -> (word in the journal, writes, function)."""
    tls = None

    def __init__(self, options, namespace, soap, root):
        self.namespace, self.soap, self.root = namespace, soap, root
        self.journal, self.faults = kit.Journal(options.dir), kit.Faults()
        self.lock = threading.RLock()

    def state(self):
        return self.faults.state()

    def control(self, command):
        self.faults.set(command)

    def envelope(self, inner):
        text = (f'<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="{self.soap}" '
                f'xmlns:t="{self.namespace}"><e:Body>{inner}</e:Body></e:Envelope>')
        content = "application/soap+xml" if self.soap == SOAP12 else "text/xml"
        return content + "; charset=utf-8", text.encode()

    def fault(self, why):
        if self.soap == SOAP12:
            inner = (f"<e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason>"
                     f'<e:Text xml:lang="zh">{escape(why)}</e:Text></e:Reason></e:Fault>')
        else:
            inner = f"<e:Fault><faultcode>e:Client</faultcode><faultstring>{escape(why)}</faultstring></e:Fault>"
        return (500, *self.envelope(inner))

    def handler(self):
        soap = self

        class Handler(kit.Quiet):
            def drift(self, body):
                return body.replace(b":token>", b":pingzheng>").replace(b":bah>", b":babh>").replace(b":kfbh>", b":kfxh>")

            def do_POST(self):
                given, client = self.body(), self.headers.get("User-Agent")
                wanted = "application/soap+xml" if soap.soap == SOAP12 else "text/xml"
                if not (self.headers.get("Content-Type") or "").startswith(wanted):
                    self.answer(415, "text/plain", b"wrong version of SOAP")
                    return
                try:
                    envelope = ET.fromstring(given)
                    body = next(each for each in envelope if each.tag == f"{{{soap.soap}}}Body")
                    request = body[0]
                    operation = soap.operations()[local(request)]
                    if not request.tag.startswith(f"{{{soap.namespace}}}"):
                        raise KeyError
                except (ET.ParseError, StopIteration, IndexError, KeyError):
                    self.answer(*soap.fault("no such operation"))
                    return
                word, writes, run, key_of = operation
                key = key_of(request)
                soap.journal.add("attempt" if writes else "read", word, local(request), key, client)

                def act(business):
                    said = run(request, client) if not business else {"code": business, "msg": "业务错误"}
                    if isinstance(said, str):
                        return soap.fault(said)
                    return (200, *soap.envelope(element(local(request) + "Response", said)))

                fault = soap.faults.take(writes)
                if fault:
                    kit.strike(self, fault, act)
                else:
                    self.answer(*act(None))

        return Handler


class Housing(Soap):
    """SI-13: an application gets a token; its number comes later, to who asks. Client certificate required."""

    def __init__(self, options):
        super().__init__(options, "urn:standin:zfbz", SOAP11, "/zfbz")
        self.dir = options.dir
        self.polls, self.refuse = 1, None
        self.applications = {}
        for effect in self.journal.effects():
            self.applications[effect["key"]] = {"token": effect["record"]["token"], "bah": effect["receipt"], "asked": 0}
        self.tls = self.certificates()

    def certificates(self):
        """A made-up authority, its server and its client; the client's as PKCS12 in Base64, which a secret can hold."""
        at = lambda name: os.path.join(self.dir, name)
        secret = at("secret")
        if not os.path.exists(secret):
            descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as out:
                out.write(secrets.token_hex(18))
            with open(secret) as given:
                password = given.read()
            call = lambda *words: subprocess.run(["openssl", *words], check=True, capture_output=True)
            curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
            call("req", "-x509", *curve, "-days", "3650", "-subj", "/CN=示例 CA", "-utf8",
                 "-keyout", at("ca.key"), "-out", at("ca.pem"))
            for name in ("server", "client"):
                call("req", *curve, "-subj", f"/CN={name}",
                     "-keyout", at(name + ".key"), "-out", at(name + ".csr"))
                with open(at(name + ".ext"), "w") as out:
                    out.write("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
                call("x509", "-req", "-in", at(name + ".csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"),
                     "-set_serial", "2" if name == "server" else "3", "-days", "3650", "-extfile", at(name + ".ext"),
                     "-out", at(name + ".pem"))
            call("pkcs12", "-export", "-in", at("client.pem"), "-inkey", at("client.key"), "-passout", f"pass:{password}",
                 "-out", at("client.p12"))
            descriptor = os.open(at("client.p12.b64"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(at("client.p12"), "rb") as given, os.fdopen(descriptor, "wb") as out:
                out.write(base64.encodebytes(given.read()))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(at("server.pem"), at("server.key"))
        context.load_verify_locations(at("ca.pem"))
        context.verify_mode = ssl.CERT_REQUIRED
        return context

    def ready(self):
        at = lambda name: os.path.abspath(os.path.join(self.dir, name))
        return {"secretFile": at("secret"), "keyStore": at("client.p12.b64"), "trustStore": at("ca.pem")}

    def control(self, command):
        if "polls" in command or "refuse" in command:
            self.polls, self.refuse = int(command.get("polls", 1)), command.get("refuse")
        else:
            super().control(command)

    def reset(self):
        self.faults.set({"fault": "none"})
        self.journal.reset()
        self.polls, self.refuse = 1, None
        self.applications.clear()

    def operations(self):
        return {
            "applyHousing": ("CREATE", True, self.apply, lambda r: child(r, "form", "lsh")),
            "getReceipt": ("STATUS", False, self.receipt, lambda r: child(r, "token")),
            "queryByLsh": ("LOOKUP", False, self.query, lambda r: child(r, "lsh")),
        }

    def apply(self, request, client):
        form = next((each for each in request if local(each) == "form"), None)
        if form is None:
            return "form is missing"
        record = {local(each): (each.text or "").strip() for each in form}
        if not re.fullmatch(r"[0-9]{17}[0-9X]", record.get("sfzh", "")):
            return {"code": "ZF002", "msg": "身份证号有误"}
        if list(record) != [name for name in ("lsh", "xm", "sfzh", "lxdh", "jzdz", "lx", "rks") if name in record]:
            return "wrong order"
        with self.lock:
            known = self.applications.get(record["lsh"])
            if known:
                return {"token": known["token"], "code": "ZF001", "msg": "重复"}
            number = f"ZF2026{len(self.applications) + 1:08d}"
            token = secrets.token_hex(12)
            self.applications[record["lsh"]] = {"token": token, "bah": number, "asked": 0}
            self.journal.add("effect", "CREATE", "applyHousing", record["lsh"], client, receipt=number, revision=1,
                             record={**record, "token": token})
        return {"token": token, "code": "ZF000", "msg": "已收件"}

    def receipt(self, request, client):
        token = child(request, "token")
        with self.lock:
            known = next((each for each in self.applications.values() if each["token"] == token), None)
            if known is None:
                return {"token": token, "code": "ZF003", "msg": "无此凭据"}
            known["asked"] += 1
            if known["asked"] <= self.polls:
                return {"token": token, "code": "ZF000", "zt": "处理中"}
            if self.refuse:
                return {"token": token, "code": "ZF000", "zt": "已退回", "thyy": self.refuse}
            return {"token": token, "code": "ZF000", "zt": "已备案", "bah": known["bah"]}

    def query(self, request, client):
        known = self.applications.get(child(request, "lsh"))
        if known is None:
            return {"code": "ZF003", "msg": "无此流水号"}
        done = known["asked"] > self.polls
        return {"token": known["token"], "code": "ZF000", "bah": known["bah"] if done else None}


class Rehab(Soap):
    """SI-10d: who gets rehabilitation where. A child is masked, and the guardian left out, unless a purpose is named."""
    PURPOSES = ("KF01",)

    def __init__(self, options):
        super().__init__(options, "urn:standin:kfgl", SOAP12, "/kfgl")
        self.rows = []
        self.chance = random.Random(options.seed)
        self.add(45)

    def add(self, count):
        chance = self.chance
        for n in range(len(self.rows) + 1, len(self.rows) + count + 1):
            born = chance.randint(1940, 2024)
            self.rows.append({"kfbh": f"KF{n:06d}", "xm": chance.choice("赵钱孙李周") + chance.choice("安宁和顺康"),
                              "zh": f"{110102000000 + n:012d}{born}0101", "csn": born, "xmu": chance.choice(["听力", "肢体", "言语"]),
                              "jg": "示例康复机构", "qs": "2026-01-05", "zz": "2026-06-30", "bzje": chance.randint(1, 9) * 10000,
                              "jhr": "示例监护人" if born > 2008 else None})

    def ready(self):
        return {}

    def control(self, command):
        if "add" in command:
            self.add(int(command["add"]))
        else:
            super().control(command)

    def reset(self):
        self.faults.set({"fault": "none"})
        self.journal.reset()

    def operations(self):
        return {"listRehab": ("FETCH", False, self.list, lambda r: child(r, "cursor")),
                "getRehab": ("FETCH", False, self.get, lambda r: child(r, "certNo"))}

    def shown(self, row, purpose):
        shown = dict(row)
        if 2026 - row["csn"] < 14 and purpose not in self.PURPOSES:
            shown["xm"], shown["jhr"] = row["xm"][0] + "*", None
        return shown

    def list(self, request, client):
        cursor, purpose = child(request, "cursor") or "0", child(request, "purpose")
        if not cursor.isdigit():
            return "wrong cursor"
        page = self.rows[int(cursor):int(cursor) + 20]
        return {"item": [self.shown(row, purpose) for row in page], "cursor": int(cursor) + len(page)}

    def get(self, request, client):
        row = next((each for each in self.rows if each["zh"] == child(request, "certNo")), None)
        return {"code": "KF003"} if row is None else {"code": "KF000", "item": self.shown(row, child(request, "purpose"))}


if __name__ == "__main__":
    kit.run({"si-13": Housing, "si-10d": Rehab})
