using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace SharedState.Host;

/// <summary>Issues and revokes API keys as a tenant's admin would: with a token, and with a permit that it earns.</summary>
internal sealed class KeyDesk(IServiceProvider services)
{
    internal async Task<string> IssueAsync(TenantId tenant)
    {
        TenantApiKeys keys = services.GetRequiredService<TenantApiKeys>();
        AccessPermit permit = await EarnAsync(tenant, keys.Issue, ResourceRef.Collection(tenant));
        DirectoryResult<IssuedApiKey> issued = await keys.IssueAsync(permit, new NewApiKey(), CancellationToken.None);
        return issued.IsDone ? $"{issued.Value.Entry.Id} {issued.Value.Text}" : issued.Refusal.Reason.ToString();
    }

    internal async Task<string> RevokeAsync(TenantId tenant, string id)
    {
        TenantApiKeys keys = services.GetRequiredService<TenantApiKeys>();
        AccessPermit permit = await EarnAsync(tenant, keys.Revoke, ResourceRef.Owned(id, tenant));
        DirectoryWrite write = await keys.RevokeAsync(permit, id, CancellationToken.None);
        return write.Refusal is { } refusal ? refusal.Reason.ToString() : $"{write.Sequence}";
    }

    private async Task<AccessPermit> EarnAsync(TenantId tenant, AccessAction action, ResourceRef resource)
    {
        string token = await services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
            new TenantTokenRequest { Tenant = tenant, Subject = "desk", Scopes = [$"operator.admin@{tenant}"] }, CancellationToken.None);
        CredentialVerification verified = await services.GetRequiredService<CredentialVerifiers>().VerifyAsync(new PresentedCredential(token), CancellationToken.None);
        var request = new AccessRequest(verified.Claim!, action, in resource, services.GetRequiredService<TimeProvider>().GetUtcNow());
        return (await services.GetRequiredService<PolicyEngine>().AuthorizeAsync(request)).Permit!;
    }
}
