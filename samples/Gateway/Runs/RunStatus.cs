namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

public enum RunStatus
{
    Queued = 0,
    Running,
    WaitingApproval,
    Succeeded,
    Failed,
    Stopped,
}
