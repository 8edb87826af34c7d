namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>What a caller may say of a session to be. Its id is not among it: the library mints that.</summary>
public sealed record SessionDraft(string AgentId, string? Title)
{
    public static SessionDraft Default { get; } = new("main", Title: null);
}
