"""SI-09 小绿树, SI-10c 就业服务数据, SI-15 others: files as persons export them, by libraries that are not ours. 示例(虚构).

python3 files.py si-09|si-10c|si-15 --dir DIR [--name FILE] [--rows N] [--quirk Q] [--seed N]
    writes one file into DIR/out and says its path;
    si-09 (.xls by xlwt): id-number (one identity number is a number), 1904 (dates count from there), header (a column renamed)
    si-10c (.xlsx by openpyxl, with its .ok): version (another template), formula (a wage is computed)
    si-15 (.csv in GB18030, as Excel saves it)
python3 files.py si-10c --take --dir DIR
    takes what lies in DIR/in with its .ok, keeps it in DIR/taken, and writes each receipt into DIR/receipt;
    says one line of JSON a file: {"file", "receipt", "version", "row"}
"""
import argparse
import csv
import datetime
import hashlib
import json
import os
import random

SURNAMES = "王李张刘陈杨赵黄周吴"
GIVEN = ["安", "宁", "䶮", "小满", "㑇", "𠮷", "文静", "建国"]
COMMUNITIES = ["东经路社区（示例）", "禄长街社区（示例）"]
RESIDENT = ["序号", "社区", "楼门院", "户主", "姓名", "与户主关系", "身份证号", "户籍", "人户状态", "政治面貌", "特殊人群", "备注",
            "更新日期"]
EMPLOYED = ["证号", "姓名", "单位名称", "USCC", "岗位", "合同起", "合同止", "月工资", "是否社区购买岗位"]
VERSION = "2016-2"


def identity(number):
    """A made-up identity number with its right check digit."""
    body = "110102%08d%03d" % (19500101 + number % 50 * 10000, number % 1000)
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def name(chance):
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def si_09(path, options, chance):
    """A title over all columns, a header of two lines with merged cells, dates as numbers."""
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = options.quirk == "1904"
    sheet = book.add_sheet("居民信息")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet.write_merge(0, 0, 0, 12, "北京市社区管理系统 居民信息 示例(虚构)")
    for column, title in enumerate(RESIDENT):
        title = "名字" if options.quirk == "header" and title == "姓名" else title
        if 4 <= column <= 8:
            sheet.write(2, column, title)
        else:
            sheet.write_merge(1, 2, column, column, title)
    sheet.write_merge(1, 1, 4, 8, "成员")
    for i in range(options.rows):
        number = identity(i + 1)
        row = [i + 1, chance.choice(COMMUNITIES), "%d号院3-2-%d01" % (i + 1, i % 6 + 1), name(chance), name(chance), "本人",
               float(number[:17] + "0") if options.quirk == "id-number" and i == 1 else number,
               "本市", "人户一致", "群众", "", "", datetime.date(2016, 9, 1)]
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write(3 + i, column, value, day)
            elif value != "":
                sheet.write(3 + i, column, value)
    book.save(path)


def si_10c(path, options, chance):
    """The template: its version in a hidden cell, the header in the second line."""
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "就业"
    sheet["A1"] = "就业服务数据 示例(虚构)"
    sheet.merge_cells("A1:I1")
    sheet["K1"] = "2017-1" if options.quirk == "version" else VERSION
    sheet.column_dimensions["K"].hidden = True
    for column, title in enumerate(EMPLOYED, 1):
        sheet.cell(2, column, title)
    for i in range(options.rows):
        row = [identity(i + 1) + "44", name(chance), "某物业公司%d" % (i + 1), "91110102MA0000%03dX" % i, "保洁",
               datetime.date(2016, 1, 1), datetime.date(2017, 12, 31), 3500.5,
               chance.choice("是否")]
        if options.quirk == "formula" and i == 1:
            row[7] = "=3000+500"
        for column, value in enumerate(row, 1):
            sheet.cell(3 + i, column, value)
    book.save(path)
    mark(path, options.rows)


def si_15(path, options, chance):
    with open(path, "w", encoding="gb18030", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["编号", "单位名称", "USCC", "地址", "检查日期", "检查结果"])
        for i in range(options.rows):
            lines.writerow(["H%03d" % i, "某饭馆%d（%s）" % (i, name(chance)), "91110102MA0000%03dX" % i, "东经路%d号" % i,
                            "2016-09-01", "合格"])


def mark(path, rows):
    """The .ok of a file, in one step."""
    with open(path, "rb") as file:
        md5 = hashlib.md5(file.read()).hexdigest()
    with open(path + ".part", "w", encoding="ascii") as marker:
        marker.write("%s,%d,%s\n" % (os.path.basename(path), rows, md5))
    os.rename(path + ".part", path + ".ok")


def take(folder):
    """What the module does with filled templates: it takes a whole file of its version and gives a receipt."""
    import openpyxl
    for each in ("taken", "receipt"):
        os.makedirs(os.path.join(folder, each), exist_ok=True)
    incoming = os.path.join(folder, "in")
    for marker in sorted(each for each in os.listdir(incoming) if each.endswith(".xlsx.ok")):
        file = marker[:-len(".ok")]
        path = os.path.join(incoming, file)
        with open(path, "rb") as whole, open(path + ".ok", encoding="ascii") as said:
            same = said.read().strip().split(",")[2] == hashlib.md5(whole.read()).hexdigest()
        sheet = openpyxl.load_workbook(path)["就业"]
        version, row = sheet["K1"].value, [cell.value for cell in sheet[3]][:len(EMPLOYED)]
        good = same and version == VERSION and [cell.value for cell in sheet[2]][:len(EMPLOYED)] == EMPLOYED
        hidden = sheet.column_dimensions["K"].hidden
        receipt = "JY%06d" % (len(os.listdir(os.path.join(folder, "taken"))) + 1)
        os.rename(path, os.path.join(folder, "taken", file))
        os.rename(path + ".ok", os.path.join(folder, "taken", file + ".ok"))
        target = os.path.join(folder, "receipt", file + ".rcp")
        with open(target + ".part", "w", encoding="utf-8") as line:
            line.write("0,%s\n" % receipt if good else "E1,,模板版本不符\n")
        os.rename(target + ".part", target)
        print(json.dumps({"file": file, "receipt": receipt, "version": version, "hidden": hidden,
                          "row": [str(value) for value in row]}, ensure_ascii=False))


SYSTEMS = {"si-09": (si_09, "SQGL_20160930.xls"), "si-10c": (si_10c, "JYFW_201609.xlsx"),
           "si-15": (si_15, "MQSB_20160930.csv")}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("system", choices=sorted(SYSTEMS))
    parser.add_argument("--dir", required=True)
    parser.add_argument("--name")
    parser.add_argument("--rows", type=int, default=5)
    parser.add_argument("--quirk", default="")
    parser.add_argument("--seed", type=int, default=20160930)
    parser.add_argument("--take", action="store_true")
    asked = parser.parse_args()
    if asked.take:
        take(asked.dir)
    else:
        write, usual = SYSTEMS[asked.system]
        for folder in ("out", "archive", "in", "receipt"):
            os.makedirs(os.path.join(asked.dir, folder), exist_ok=True)
        made = os.path.join(asked.dir, "out", asked.name or usual)
        write(made, asked, random.Random(asked.seed))
        print(made)
