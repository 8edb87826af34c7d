namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record Session(string SessionId, string AgentId, string? Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
