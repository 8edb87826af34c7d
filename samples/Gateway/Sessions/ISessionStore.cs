using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>The sessions of all tenants. Each method takes the permit for exactly what it does, and checks it at that moment.</summary>
/// <remarks>Whose data it opens is the permit's to say: no method takes a tenant.</remarks>
public interface ISessionStore
{
    ValueTask<Session> CreateAsync(AccessPermit permit, SessionDraft draft, CancellationToken cancellationToken);

    ValueTask<SessionPage> ListAsync(AccessPermit permit, int limit, long? before, CancellationToken cancellationToken);

    ValueTask<SessionDetails?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>The session for an agent that is about to answer in it; takes the permit to chat.</summary>
    ValueTask<SessionDetails?> ReadForChatAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>Deletes a session with its messages and runs; false when it is gone already.</summary>
    ValueTask<bool> DeleteAsync(AccessPermit permit, string id, CancellationToken cancellationToken);
}
