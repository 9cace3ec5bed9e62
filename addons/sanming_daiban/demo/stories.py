"""The demo cases: who asks for what, how many working days ago (`ago`), and where the way leaves the ordinary one.

``pace`` is the share of its limit that an item takes. ``items`` says of single items: ``days`` they take, a ``pause``
(``after`` so many days, for a ``length``, or until today), ``extend`` (after, by, why), ``refuse``; ``unassigned``,
``unstarted`` and ``never`` (finished) say where it stays on a desk. ``end`` is (days after the hand-over, action,
reason), ``talk`` (days after the request, who, what), ``ratings`` what is answered ``after`` some days to what was
asked, and the steps that ``rectify`` it, one a day. ``further`` is a second demand with its cause, ``defer`` what is
promised for later, ``lapse`` a silence of the window, ``launch``
the items begin together, with or without asking for opinions, ``suspend`` a standstill, ``reapply`` a new request (days later).
"""


def _land(after=1, length=12):
    return {'pause': _waiting(after, length, 'land_supply', '演示告〔土〕1号'), 'days': 3}


def _construction(length):
    return {'pause': _waiting(1, length, 'construction', '演示开工报告'), 'days': 3}


def _waiting(after, length, reason, document='演示评估委托书'):
    return {'after': after, 'length': length, 'reason': reason, 'document': document}


STORIES = [
    {
        'key': 'modified_materials', 'ago': 240, 'enterprise': 1, 'channel': 'park_team', 'pace': 0.6,
        'vals': {
            'name': '年产2万吨改性材料生产线', 'category': 'social_industrial', 'nature': 'production',
            'object_class': 'key', 'key_tier': 'district', 'park': 'economic_zone', 'township': 'chenda',
            'introducer': 'chenda', 'address': '三元经济开发区演示地块A-01', 'industry_code': 'C2929',
            'investment': 12000, 'land_area': 33350, 'floor_area': 26800, 'priority': '1',
            'description': '新建改性材料厂房两栋、仓库一栋及配套设施。',
        },
        'items': {
            'A03': _land(), 'D01': _construction(62),
            'B03': {'pause': _waiting(3, 9, 'technical_assessment')},
        },
        'talk': [(2, 'enterprise', '请问环评委托要等备案以后才能做吗？'),
                 (3, 'agent', '可以先委托编制，备案后直接报批，请把合同复印件带来窗口。')],
    },
    {
        'key': 'cold_store', 'ago': 205, 'enterprise': 3, 'channel': 'window', 'pace': 0.7,
        'vals': {
            'name': '冷链配送仓库', 'category': 'simple_low_risk', 'nature': 'production', 'object_class': 'other',
            'township': 'xinkou', 'introducer': 'xinkou', 'address': '莘口镇演示路', 'industry_code': 'G5930',
            'investment': 1500, 'land_area': 8000, 'floor_area': 5200,
        },
        'items': {'D01': _construction(40)},
    },
    {
        'key': 'lab_fit_out', 'ago': 182, 'enterprise': 1, 'channel': 'window', 'pace': 0.8,
        'vals': {
            'name': '研发楼室内改造', 'category': 'other', 'nature': 'production', 'object_class': 'other',
            'base_limit': 20, 'park': 'economic_zone', 'township': 'chenda', 'address': '三元经济开发区演示地块A-03',
            'investment': 480, 'floor_area': 2600, 'description': '一事一议：只改造室内，不增加建筑面积。',
        },
        'supplement': {
            'missing': ('M03',), 'defects': {'M04': '申请表没有加盖公章。'}, 'answered_after': 3,
            'ways': {'M03': ('按窗口提供的样本填写，由法定代表人签字。', '在“我的项目”里上传，或者送到专窗。')},
        },
        'launch': {},
        'further': {'M04': ('our_omission', '申请表缺少建设规模一栏，第一次告知时没有写明。')},
        'own_items': (('C01', 's3', 7), ('C03', 's3', 5), ('D03', 's4', 8)),
    },
    {
        'key': 'chemical_intermediate', 'ago': 168, 'enterprise': 1, 'channel': 'window', 'pace': 0.8,
        'vals': {
            'name': '精细化工中间体技改', 'category': 'social_industrial', 'nature': 'production',
            'object_class': 'park',
            'park': 'huangsha', 'township': 'zhongcun', 'introducer': 'zhongcun', 'address': '黄砂园区演示地块C-02',
            'industry_code': 'C2614', 'investment': 5600, 'land_area': 20000, 'floor_area': 9000,
        },
        'options': ('B06',),
        'items': {'A03': _land(length=8), 'B06': {'days': 16, 'refuse': '外部安全防护距离不足，不符合安全条件。'}},
        'end': (34, 'action_terminate', ('安全条件审查未通过，企业书面通知取消项目，同意终止代办。', 'cancelled')),
    },
    {
        'key': 'solvent_plant', 'ago': 150, 'enterprise': 1, 'channel': 'portal',
        'vals': {
            'name': '溶剂回收装置', 'category': 'social_industrial', 'nature': 'production',
            'object_class': 'independent',
            'township': 'yanqian', 'address': '岩前镇演示地块', 'investment': 2300,
            'land_area': 12000, 'floor_area': 4000,
        },
        'reject': ('environment_policy', '拟选地块位于生态保护红线外侧缓冲区，与生态环境分区管控要求不符。'),
        'reapply': 146,
    },
    {
        'key': 'standard_workshops', 'ago': 142, 'enterprise': 2, 'channel': 'park_team', 'pace': 0.75,
        'vals': {
            'name': '小蕉园区标准厂房二期', 'category': 'small_project', 'nature': 'production', 'object_class': 'park',
            'park': 'xiaojiao', 'township': 'chenda', 'address': '小蕉园区演示地块B-07', 'industry_code': 'K7010',
            'investment': 2800, 'land_area': 9800, 'floor_area': 8600,
        },
        'items': {'A03': _land(), 'D01': _construction(93), 'D02': {'never': True}, 'D03': {'days': 6}},
    },
    {
        'key': 'logistics_hall', 'ago': 130, 'enterprise': 2, 'channel': 'portal', 'pace': 0.8,
        'vals': {
            'name': '城北物流分拨中心', 'category': 'social_building', 'nature': 'commercial',
            'object_class': 'independent',
            'township': 'yangxi', 'address': '洋溪镇演示地块',
            'investment': 9600, 'land_area': 42000, 'floor_area': 31000,
        },
        'items': {'A03': _land(length=30)},
        'end': (19, '_portal_withdraw', '企业调整投资计划，书面申请撤回。'),
    },
    {
        'key': 'river_apartments', 'ago': 61, 'enterprise': 2, 'channel': 'window', 'pace': 0.7,
        'vals': {
            'name': '江滨商住楼', 'category': 'social_building', 'nature': 'commercial', 'object_class': 'independent',
            'township': 'liedong', 'introducer': 'liedong', 'address': '列东街道演示地块', 'industry_code': 'K7010',
            'investment': 32000, 'land_area': 18600, 'floor_area': 52000,
        },
        'options': ('B03', 'D04'),
        'items': {
            'A03': _land(),
            'B01': {'days': 20},
            'B03': {'pause': _waiting(4, 12, 'technical_assessment')},
            'C01': {'days': 14, 'extend': (6, 5, '地下室结构复核需要时间。')},
        },
        'talk': [(20, 'enterprise', '设计方案公示什么时候开始？'),
                 (20, 'agent', '下周一起公示七日，公示期不计入时限。')],
    },
    {
        'key': 'alloy_castings', 'ago': 60, 'enterprise': 1, 'channel': 'window', 'pace': 0.4,
        'vals': {
            'name': '合金铸件技改扩能', 'category': 'social_industrial', 'nature': 'production',
            'object_class': 'park', 'park': 'jingxi', 'township': 'jingxi_street', 'address': '荆西园区演示地块D-05',
            'industry_code': 'C3392', 'investment': 9800, 'land_area': 21000, 'floor_area': 16500,
        },
        'items': {'A03': _land(length=4), 'C03': {'pause': _waiting(1, 99, 'supplement', '演示补正通知')}},
    },
    {
        'key': 'fluorine_materials', 'ago': 44, 'enterprise': 1, 'channel': 'park_team', 'pace': 0.8,
        'vals': {
            'name': '新型含氟材料项目', 'category': 'social_industrial', 'nature': 'production', 'object_class': 'key',
            'key_tier': 'city', 'park': 'huangsha', 'township': 'zhongcun', 'introducer': 'zhongcun',
            'address': '黄砂园区演示地块C-11', 'industry_code': 'C2614', 'investment': 26000, 'land_area': 60000,
            'floor_area': 35000, 'priority': '1',
        },
        'options': ('A06', 'B06'),
        'own_items': (('C04', 's3', 10),),
        'items': {
            'A03': _land(length=8), 'B03': {'pause': _waiting(12, 99, 'technical_assessment')},
            'C04': {'pause': _waiting(2, 99, 'technical_assessment')},
            'C05': {'pause': {'after': 1, 'reason': 'inspection', 'document': '演示检验通知', 'approved': False}},
        },
    },
    {
        'key': 'equipment_plant', 'ago': 40, 'enterprise': 2, 'channel': 'park_team', 'pace': 0.8,
        'vals': {
            'name': '高端装备智造厂房', 'category': 'with_scheme_transfer', 'nature': 'production',
            'object_class': 'park',
            'park': 'e_valley', 'township': 'xubi', 'introducer': 'xubi', 'address': '闽西南智造E谷演示地块',
            'industry_code': 'C3499', 'investment': 15000, 'land_area': 26000, 'floor_area': 30000,
        },
        'items': {
            'A03': _land(length=6),
            'B03': {'pause': _waiting(2, 24, 'supplement', '演示补正通知'), 'never': True},
        },
        # rectified, and the enterprise is satisfied with it
        'ratings': {'acceptance': {
            'after': 2,
            'values': {'told_once': 'no', 'trips': '2', 'level': '2', 'comment': '同样的证明交了两遍。'},
            'rectify': (
                {'call_note': '企业说明：营业执照在开户时已交，代办时又要求提交。', 'action': 'action_call'},
                {'finding': 'substantiated', 'finding_note': '经查，园服小组未先查证照库，重复收取。',
                 'measure': '以后先查证照库；已向经办人员重申“已有材料不再收”。',
                 'reply': '您反映的情况属实：已有的证照不应再收。我们已改正，并向您致歉。', 'action': 'action_reply'},
                {'confirm': 'yes'},
            ),
        }},
        'talk': [(36, 'enterprise', '环评还没有消息，会影响开工吗？')],
    },
    {
        'key': 'roof_solar', 'ago': 17, 'enterprise': 3, 'channel': 'window', 'pace': 0.8,
        'vals': {
            'name': '仓库屋顶分布式光伏', 'category': 'other', 'nature': 'production', 'object_class': 'other',
            'base_limit': 30, 'township': 'xinkou', 'address': '莘口镇演示路', 'industry_code': 'D4416',
            'investment': 620, 'description': '一事一议：利用已有屋顶，不新增用地。',
        },
        'own_items': (('A01', 's1', 1), ('C06', 's2', 20), ('D03', 's4', 8)),
        'items': {'C06': {'never': True}, 'D03': {'unstarted': True}},
    },
    {
        'key': 'garden_homes', 'ago': 15, 'enterprise': 2, 'channel': 'window', 'pace': 0.8,
        'vals': {
            'name': '富兴堡安居小区', 'category': 'social_building', 'nature': 'commercial',
            'object_class': 'independent', 'township': 'fuxingbao', 'introducer': 'fuxingbao',
            'address': '富兴堡街道演示地块', 'industry_code': 'K7010', 'investment': 41000, 'land_area': 25000,
            'floor_area': 68000,
        },
        'own_items': (('C04', 's3', 10),),
        'items': {'A03': _land(length=99), 'B04': {'days': 9}, 'C04': {'unstarted': True}},
        # called back, and then nothing: overdue
        'ratings': {'acceptance': {
            'after': 1,
            'values': {'told_once': 'yes', 'trips': '4', 'level': '1', 'comment': '电话几次没人接。'},
            'rectify': ({'call_note': '企业反映：三次拨打专窗电话无人接听。', 'action': 'action_call'},),
        }},
        'suspend': (9, 'case_enterprise', '企业正在调整户型方案，书面申请暂停代办。', '演示企函〔2026〕7号'),
    },
    {
        'key': 'parts_shop', 'ago': 8, 'enterprise': 1, 'channel': 'portal', 'pace': 0.8,
        'vals': {
            'name': '零部件加工车间', 'category': 'small_project', 'nature': 'production', 'object_class': 'park',
            'park': 'jingdong', 'township': 'jingxi_street', 'address': '荆东园区演示地块',
            'investment': 1900, 'land_area': 7200, 'floor_area': 6400,
        },
        'items': {'A03': _land(length=99), 'B01': {'unstarted': True}},
        # a bad rating that is being rectified now
        'ratings': {'acceptance': {
            'after': 4,
            'values': {'told_once': 'no', 'trips': '3', 'level': '2', 'comment': '材料分两次才说齐，多跑了两趟。'},
            'rectify': (
                {'call_note': '已联系王经理：首次告知时没有说明土地材料需要原件，企业多跑两趟。', 'action': 'action_call'},
            ),
        }},
    },
    {
        'key': 'express_hub', 'ago': 8, 'enterprise': 2, 'channel': 'window', 'lapse': True,
        'vals': {
            'name': '快递分拣中心', 'category': 'small_project', 'nature': 'commercial', 'object_class': 'other',
            'township': 'liexi', 'address': '列西街道演示地块', 'industry_code': 'G6020', 'investment': 1600,
            'land_area': 6000, 'floor_area': 4800,
        },
    },
    {
        'key': 'packing_shop', 'ago': 6, 'enterprise': 2, 'channel': 'window', 'pace': 0.5,
        'vals': {
            'name': '包装车间扩建', 'category': 'simple_low_risk', 'nature': 'production', 'object_class': 'park',
            'park': 'daban', 'township': 'baisha', 'address': '大坂园区演示地块', 'industry_code': 'C2239',
            'investment': 700, 'land_area': 3000, 'floor_area': 2100,
        },
        'items': {'B02': {'days': 2}, 'C03': {'never': True}, 'C06': {'days': 3}},
    },
    {
        'key': 'online_shop_store', 'ago': 5, 'enterprise': 3, 'channel': 'portal',
        'vals': {
            'name': '电商云仓', 'category': 'small_project', 'nature': 'commercial', 'object_class': 'other',
            'township': 'xubi', 'address': '徐碧街道演示地块', 'investment': 2100,
            'land_area': 8800, 'floor_area': 7000,
        },
        'supplement': {
            'missing': ('M03',), 'defects': {'M04': '申请表没有加盖公章。'},
            'ways': {'M04': ('在申请表末页加盖企业公章。', '在“我的代办项目”里上传盖章后的扫描件或照片。')},
        },
    },
    {
        'key': 'food_workshop', 'ago': 2, 'enterprise': 3, 'channel': 'portal', 'stop': 'accepted',
        'vals': {
            'name': '农产品初加工车间', 'category': 'simple_low_risk', 'nature': 'production', 'object_class': 'other',
            'township': 'yangxi', 'address': '洋溪镇演示地块',
            'investment': 860, 'land_area': 4000, 'floor_area': 3200,
        },
    },
    {
        'key': 'tea_works', 'ago': 3, 'enterprise': 3, 'channel': 'window', 'defer': ('M03',),
        'vals': {
            'name': '茶叶精制加工厂', 'category': 'small_project', 'nature': 'production', 'object_class': 'other',
            'township': 'zhongcun', 'introducer': 'zhongcun', 'address': '中村乡演示地块', 'industry_code': 'C1530',
            'investment': 1200, 'land_area': 5600, 'floor_area': 3900,
        },
        'launch': {'ask_opinions': True, 'opinion_days': 5},
        'items': {'A01': {'unassigned': True}, 'A03': {'unstarted': True}},
    },
    {
        'key': 'second_line', 'ago': 1, 'enterprise': 1, 'channel': 'window', 'stop': 'draft',
        'vals': {
            'name': '改性材料二期', 'category': 'social_industrial', 'nature': 'production', 'object_class': 'park',
            'park': 'economic_zone', 'township': 'chenda', 'investment': 8000,
        },
    },
    {
        'key': 'truck_park', 'ago': 0, 'enterprise': 3, 'channel': 'portal', 'stop': 'submitted',
        'vals': {
            'name': '货运停车场及配套用房', 'category': 'small_project', 'nature': 'commercial',
            'object_class': 'other',
            'township': 'chengguan', 'address': '城关街道演示地块', 'investment': 950,
            'land_area': 15000, 'floor_area': 1200,
        },
    },
]
