namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record SessionDetails(
    string SessionId, string AgentId, string? Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, IReadOnlyList<Message> Messages)
{
    public static SessionDetails Of(Session session, IReadOnlyList<Message> messages) =>
        new(session.SessionId, session.AgentId, session.Title, session.CreatedAt, session.UpdatedAt, messages);
}
