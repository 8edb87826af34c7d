using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Finds a key that is not the vault's when the host starts, and not at the first secret that is asked for.</summary>
/// <remarks>The check value is a data key of the platform's own, which the first start makes in a vault that lasts.</remarks>
internal sealed class SecretStart(IServiceProvider services) : IHostedService
{
    private const string Why = "the check value of the key";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Looked up here, so that what is wrong with the options is said together with what is wrong elsewhere.
        if (!services.GetRequiredService<ITenantVault>().IsDurable)
        {
            return;
        }

        try
        {
            await CheckAsync(services.GetRequiredService<SecretVault>(), VaultAccess.DangerousForOperator(TenantId.Platform, Why), cancellationToken).ConfigureAwait(false);
        }
        catch (SecretRefusal refusal)
        {
            throw new TenancyConfigurationException([refusal.Fault == SecretFault.Unreadable
                ? "The key of secrets does not open what the vault holds: it is another one, or it was changed. Restore the key from a backup, or name the one that was used until now with AddRetiredSecretKeyFile(...) or AddRetiredSecretKeyEnvironment(...); if the vault is another one, name the right one."
                : "The vault of secrets or the service that wraps its keys does not answer, so whether the key is the right one is not known. See to it, and start again."]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async ValueTask CheckAsync(SecretVault vault, VaultAccess access, CancellationToken cancellationToken)
    {
        TenantKeys keys = services.GetRequiredService<TenantKeys>();
        StoredDataKeys? all = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
        if (all is null)
        {
            await MakeAsync(vault, keys, access, cancellationToken).ConfigureAwait(false);
            all = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false) ?? throw new SecretRefusal(SecretFault.Unavailable);
        }

        foreach (StoredDataKey stored in all.Keys)
        {
            DataKey key = await keys.HoldAsync(TenantId.Platform, stored, cancellationToken).ConfigureAwait(false);
            key.Release();
        }
    }

    private async ValueTask MakeAsync(SecretVault vault, TenantKeys keys, VaultAccess access, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IAuditLedger>().AppendAsync(
            new AuditEnvelope(TenantId.Platform, services.GetRequiredService<TimeProvider>().GetUtcNow()) { Action = "secrets.make_check", Outcome = AuditOutcome.Allowed, ReasonCode = DenyReason.None.ToCode(), StatedReason = Why },
            cancellationToken).ConfigureAwait(false);
        (StoredDataKeys first, DataKey key) = await keys.MakeFirstAsync(TenantId.Platform, cancellationToken).ConfigureAwait(false);
        key.Release();

        // Where another process was quicker, its key is the check value.
        _ = await vault.SaveKeysAsync(access, first, cancellationToken).ConfigureAwait(false);
    }
}
