"""Questions of the demo: who asked, how many working days ago (`ago`), how it was answered, what everybody may read."""

from odoo.fields import Command

QUESTIONS = [
    {
        'ago': 38, 'channel': 'phone', 'name': '扩建厂房要不要重新备案', 'contact_name': '演示·林工',
        'question': '厂房旁边再建一栋仓库，原来的备案证还能用吗？',
        'answer': '建设内容和规模变了，需要办理备案变更，网上申请，当日办结。其他手续按新的规模走。', 'after': 1,
        'faq': ('扩建厂房要不要重新备案？', '建设内容或者规模有变化的，办理备案变更即可，网上申请，当日办结。', '变更 扩建 备案'),
        'categories': ('social_industrial', 'small_project', 'simple_low_risk'),
    },
    {
        'ago': 30, 'channel': 'window', 'enterprise': 2, 'name': '小型项目和简易低风险项目怎么区分',
        'contact_name': '演示·陈经理', 'question': '我们只建一栋三千平方米的单层仓库，按哪一类走快？',
        'answer': '先看是否符合简易低风险的标准：面积、高度、功能单一、不涉及危险物品。都符合的走八个工作日的流程。', 'after': 0,
        'faq': ('小型项目和简易低风险项目怎么区分？',
                '先对照简易低风险的标准（面积、高度、功能单一、不涉及危险物品），都符合的按简易低风险办理；'
                '不完全符合但面积、跨度在标准内的，按小型项目办理。可以先用“条件自测”看一看。', '类别 区别 仓库'),
        'categories': ('small_project', 'simple_low_risk'),
    },
    {
        'ago': 22, 'channel': 'public', 'name': '代办要交多少钱', 'contact_name': '演示·黄女士',
        'question': '请问代办服务怎么收费？', 'answer': '代办不收任何费用。法律规定由企业交的费用，由您直接交给征收单位。', 'after': 2,
        'faq': ('代办服务收费吗？', '不收任何费用。法律、法规规定由企业交纳的费用，由企业直接交给征收单位；中介机构由业主自主选择、自行付费。',
                '收费 费用 多少钱'),
        'categories': (),
    },
    {
        'ago': 2, 'channel': 'portal', 'enterprise': 1, 'name': '环评可以和备案同时做吗', 'contact_name': '演示·吴工',
        'question': '想提前委托环评单位，是否要等备案证下来？', 'handover': 'demo_user_zhaoshang',
    },
    {
        'ago': 4, 'channel': 'public', 'name': '园区里的项目找谁办', 'contact_name': '演示·刘先生',
        'question': '准备租用小蕉园区的标准厂房，手续是找园区还是找专窗？',
    },
]


def plan(env, diary):
    """Write the questions into the diary."""
    for spec in QUESTIONS:
        diary.note(-spec['ago'], 10 * 60, lambda spec=spec: _ask(env, diary, spec))


def _ask(env, diary, spec):
    clerk = env.ref('sanming_daiban.demo_user_chuangkou')
    enterprise = spec.get('enterprise')
    inquiry = env['daiban.inquiry'].create({
        **{name: spec[name] for name in ('channel', 'name', 'question', 'contact_name')},
        'contact_phone': '0598-5551234',
        'asked_at': diary.moment(),
        'partner_id': enterprise and env.ref(f'sanming_daiban.demo_enterprise_{enterprise}').id,
        'unit_id': env.ref('sanming_daiban.unit_agency_window').id,
        'first_contact_id': clerk.id,
    }).with_user(clerk)
    if spec.get('handover'):
        inquiry.action_hand_over(env.ref(f'sanming_daiban.{spec["handover"]}'))
    if spec.get('answer'):
        diary.later(spec['after'], 15 * 60, lambda: _answer(env, inquiry, spec))


def _answer(env, inquiry, spec):
    inquiry.answer = spec['answer']
    inquiry.action_answer()
    question, answer, keywords = spec['faq']
    env['daiban.faq'].with_user(inquiry.env.user).create({
        'name': question, 'answer': answer, 'keywords': keywords, 'inquiry_id': inquiry.id,
        'category_ids': [Command.set([env.ref(f'sanming_daiban.category_{code}').id for code in spec['categories']])],
    }).action_publish()
