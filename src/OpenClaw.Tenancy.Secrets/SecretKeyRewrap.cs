using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Wraps the data keys of all tenants anew when the host has another key-encryption key: for whoever runs the host, and never for a request.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads. It opens no secret.</remarks>
public sealed class SecretKeyRewrap
{
    private const string Action = "secrets.rewrap";

    private readonly TenantDirectory _directory;
    private readonly DataKeyRotation _rotation;
    private readonly IAuditLedger _ledger;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;

    internal SecretKeyRewrap(TenantDirectory directory, DataKeyRotation rotation, IAuditLedger ledger, TimeSpan patience, TimeProvider time) =>
        (_directory, _rotation, _ledger, _patience, _time) = (directory, rotation, ledger, patience, time);

    /// <summary>Wraps the keys of every tenant of the directory, and the platform's at the end: once that is done, the older key is not needed any more.</summary>
    /// <param name="reason">Why; it stands in the trail of each tenant and of the platform before anything is done.</param>
    /// <param name="cancellationToken">Ends the call; the next one goes on.</param>
    /// <returns>Whether all was done, or the fault at which it stopped.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public async ValueTask<SecretChange> DangerousRewrapAllAsync(string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        TenantId[] tenants = [.. _directory.Entries.Select(static e => e.Id).Where(static t => t != TenantId.Platform), TenantId.Platform];
        foreach (TenantId tenant in tenants)
        {
            SecretChange change = await RewrapAsync(tenant, reason, cancellationToken).ConfigureAwait(false);
            if (!change.IsDone && change.Fault != SecretFault.NotFound)
            {
                return change;
            }
        }

        return SecretChange.Done(0);
    }

    private async ValueTask<SecretChange> RewrapAsync(TenantId tenant, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await _ledger.AppendAsync(
                new AuditEnvelope(tenant, _time.GetUtcNow())
                {
                    Action = Action,
                    EffectiveTenant = TenantId.Platform,
                    TargetTenant = tenant,
                    Outcome = AuditOutcome.Allowed,
                    ReasonCode = DenyReason.None.ToCode(),
                    StatedReason = reason,
                },
                cancellationToken).AsTask().WaitAsync(_patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return SecretChange.Refused(SecretFault.AuditUnavailable, DenyReason.AuditUnavailable);
        }

        try
        {
            return await _rotation.RewrapAsync(VaultAccess.DangerousForOperator(tenant, reason), cancellationToken).ConfigureAwait(false);
        }
        catch (SecretRefusal refusal)
        {
            return SecretChange.Refused(refusal.Fault, DenyReason.None);
        }
    }
}
