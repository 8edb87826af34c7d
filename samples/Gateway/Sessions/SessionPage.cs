namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>A part of a tenant's sessions, newest first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Next">Where the next part begins, or null at the end.</param>
public sealed record SessionPage(IReadOnlyList<Session> Sessions, long? Next);
