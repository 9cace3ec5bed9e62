# What moves a case that is stuck: routing of people, meetings, supervision, tasks beside the approvals.
