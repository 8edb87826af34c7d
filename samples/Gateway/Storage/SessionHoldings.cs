using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>What the gateway keeps for a tenant: its sessions, with the messages, runs, events and transcripts that go with them.</summary>
public sealed class SessionHoldings(ISessionStore sessions, RunExecutor executor, GatewayActions actions) : ITenantHoldings
{
    private const int PageSize = 100;

    public async ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken) =>
        (await PageAsync(tenant, cancellationToken)).Count != 0;

    public async ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        while (await PageAsync(tenant, cancellationToken) is { Count: > 0 } page)
        {
            foreach (Session session in page)
            {
                AccessPermit permit = Earned(await tenant.AuthorizeAsync(
                    actions.DeleteSession, ResourceRef.Owned(session.SessionId, tenant.Tenant), cancellationToken));
                await sessions.DeleteAsync(permit, session.SessionId, cancellationToken);
                executor.CancelSession(permit, session.SessionId);
            }
        }
    }

    private async Task<IReadOnlyList<Session>> PageAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        AccessPermit permit = Earned(await tenant.AuthorizeAsync(actions.ListSessions, cancellationToken));
        return (await sessions.ListAsync(permit, PageSize, before: null, cancellationToken)).Sessions;
    }

    private static AccessPermit Earned(AccessResult result) => result.Permit ?? throw new InvalidOperationException(
        "A tenant that is to be deleted is opened to this code alone, and was not.");
}
