using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>How each call on secrets goes: decided and recorded, done with the right that was earned, and answered with a value.</summary>
internal sealed partial class SecretCall(PolicyEngine engine, ILogger logger)
{
    /// <summary>Makes one call.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="action">What is done.</param>
    /// <param name="name">The secret's name, or null for all of them.</param>
    /// <param name="act">Does it.</param>
    /// <param name="refuse">Makes the answer of a refusal.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async ValueTask<TResult> MakeAsync<TResult>(
        TenantContext context,
        AccessAction action,
        string? name,
        Func<VaultAccess, CancellationToken, ValueTask<TResult>> act,
        Func<SecretFault, DenyReason, TResult> refuse,
        CancellationToken cancellationToken)
    {
        AccessResult result = await AuthorizeAsync(context, action, name, cancellationToken).ConfigureAwait(false);
        if (!result.IsAllowed)
        {
            return Refused(result.Decision.Reason, refuse);
        }

        try
        {
            return await act(VaultAccess.Of(engine, result.Permit, action, name), cancellationToken).ConfigureAwait(false);
        }
        catch (SecretRefusal refusal)
        {
            if (refusal.Fault == SecretFault.Unreadable)
            {
                LogUnreadable(action.Name, name ?? "-");
            }

            return refuse(refusal.Fault, DenyReason.None);
        }
        catch (TenantScopeRequiredException)
        {
            // The claim ended meanwhile. Decided once more, the refusal has its reason and its record.
            AccessResult again = await AuthorizeAsync(context, action, name, cancellationToken).ConfigureAwait(false);
            return again.IsAllowed ? refuse(SecretFault.Unavailable, DenyReason.None) : Refused(again.Decision.Reason, refuse);
        }
    }

    private static ValueTask<AccessResult> AuthorizeAsync(TenantContext context, AccessAction action, string? name, CancellationToken cancellationToken)
    {
        TenantId tenant = context.Claim.ReachedTenant;
        return context.AuthorizeAsync(action, name is null ? ResourceRef.Collection(tenant) : ResourceRef.Owned(name, tenant), cancellationToken);
    }

    private static TResult Refused<TResult>(DenyReason reason, Func<SecretFault, DenyReason, TResult> refuse) => refuse(
        reason switch
        {
            DenyReason.AuditUnavailable => SecretFault.AuditUnavailable,
            DenyReason.DependencyUnavailable => SecretFault.Unavailable,
            _ => SecretFault.Denied,
        },
        reason);

    [LoggerMessage(EventId = 2302, EventName = "SecretUnreadable", Level = LogLevel.Error, Message = "OCT2302: what the vault holds cannot be opened, at {Action} of {Name}. It was changed, moved, or sealed under a key that is gone; the record of the call in the tenant's trail says whose it is.")]
    private partial void LogUnreadable(string action, string name);
}
