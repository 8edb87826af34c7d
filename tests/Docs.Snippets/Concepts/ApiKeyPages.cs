using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace Docs.Snippets.Concepts;

public static class ApiKeyPages
{
    public static void Add(TenancyBuilder builder)
    {
        // <snippet name="api-keys-add">
        builder.AddApiKeys().AddAdministration();
        // </snippet>
    }

    public static async Task<string> Life(
        TenantApiKeys keys, AccessPermit issuePermit, AccessPermit rotatePermit, AccessPermit revokePermit, CancellationToken cancellationToken)
    {
        // <snippet name="api-keys-life">
        DirectoryResult<IssuedApiKey> issued = await keys.IssueAsync(
            issuePermit,
            new NewApiKey { Scopes = ["operator.read"], Label = "nightly report", Lifetime = TimeSpan.FromDays(90) },
            cancellationToken);
        if (!issued.IsDone)
        {
            return issued.Refusal.Message;
        }

        string keyId = issued.Value.Entry.Id.ToString();
        await keys.RotateAsync(rotatePermit, keyId, TimeSpan.FromHours(1), cancellationToken);
        await keys.RevokeAsync(revokePermit, keyId, cancellationToken);
        return issued.Value.Text;   // now or never
        // </snippet>
    }

    public static async Task First(TenantApiKeys keys, CancellationToken cancellationToken)
    {
        // <snippet name="api-keys-platform">
        DirectoryResult<IssuedApiKey> first = await keys.IssueForHostAsync(
            TenantId.Platform, new NewApiKey { Role = TenantRole.Owner, Label = "first operator" }, cancellationToken);
        // </snippet>

        ArgumentNullException.ThrowIfNull(first.Value);
    }
}
