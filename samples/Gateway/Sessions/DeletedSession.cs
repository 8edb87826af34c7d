namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record DeletedSession(string SessionId, bool Deleted);
