namespace OpenClaw.Tenancy.Samples.Gateway;

/// <summary>The names of what callers do here, as they stand in audit records and permits, and the scopes that they take.</summary>
public static class ActionNames
{
    public const string Read = "operator.read";
    public const string Write = "operator.write";

    public const string Approvals = "operator.approvals";
    public const string Admin = "operator.admin";

    public const string CreateSession = "sessions.create";
    public const string ListSessions = "sessions.list";
    public const string ReadSession = "sessions.read";
    public const string DeleteSession = "sessions.delete";
    public const string Chat = "chat.send";
    public const string ReadRun = "runs.read";
    public const string StopRun = "runs.stop";
    public const string PerformRun = "runs.perform";
    public const string ListApprovals = "approvals.list";
    public const string ResolveApproval = "approvals.resolve";
    public const string ReadUsage = "usage.read";
    public const string ListSecrets = "secrets.list";
    public const string PutSecret = "secrets.put";
    public const string RotateSecret = "secrets.rotate";
    public const string RemoveSecret = "secrets.remove";
}
