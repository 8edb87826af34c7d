using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A session as it is kept. Touched under the lock of its tables alone.</summary>
public sealed class SessionRow(TenantId tenant, long sequence, Session session)
{
    public TenantId Tenant { get; } = tenant;

    /// <summary>Its number among the sessions of its tenant.</summary>
    public long Sequence { get; } = sequence;

    public Session Session { get; private set; } = session;

    public List<Message> Messages { get; } = [];

    public List<string> RunIds { get; } = [];

    public void Add(Message message)
    {
        Messages.Add(message);
        Session = Session with { UpdatedAt = message.CreatedAt };
    }
}
