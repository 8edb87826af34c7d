using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets;

namespace Docs.Snippets.HowTo;

public static class RotateAndRevoke
{
    public static async Task<SecretFault> Rotate(ITenantSecretWriter secrets, TenantContext tenant, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        // <snippet name="secret-rotate">
        SecretChange rotated = await secrets.RotateAsync(
            tenant, SecretName.From("llm_api_key"), value, new SecretRotateOptions { Overlap = TimeSpan.FromMinutes(10) }, cancellationToken);
        if (!rotated.IsDone)
        {
            return rotated.Fault;                            // NotFound, Denied, Unavailable, ...: after Unavailable, do it again
        }
        // </snippet>

        return SecretFault.None;
    }

    public static async Task<bool> Revoke(ITenantSecretWriter secrets, TenantContext tenant, CancellationToken cancellationToken)
    {
        // <snippet name="secret-revoke">
        SecretName name = SecretName.From("llm_api_key");
        SecretChange one = await secrets.RevokeAsync(tenant, name, version: 1, cancellationToken);
        SecretChange all = await secrets.RevokeAsync(tenant, name, version: null, cancellationToken);
        SecretChange gone = await secrets.RemoveAsync(tenant, name, cancellationToken);
        // </snippet>

        return one.IsDone && all.IsDone && gone.IsDone;
    }

    public static async Task<bool> RotateDataKey(ITenantSecretWriter secrets, TenantContext tenant, CancellationToken cancellationToken)
    {
        // <snippet name="secret-data-key">
        SecretChange resealed = await secrets.RotateDataKeyAsync(tenant, cancellationToken);
        // </snippet>

        return resealed.IsDone;
    }

    public static void Keys(TenancyBuilder builder)
    {
        // <snippet name="secret-two-keys">
        builder.AddSecretKeyFile("keys/secrets-2.key")
            .AddRetiredSecretKeyFile("keys/secrets-1.key");
        // </snippet>
    }

    public static async Task<bool> Rewrap(IServiceProvider services, CancellationToken cancellationToken)
    {
        // <snippet name="secret-rewrap">
        SecretChange rewrapped = await services.GetRequiredService<SecretKeyRewrap>().DangerousRewrapAllAsync("yearly change of the key", cancellationToken);
        // </snippet>

        return rewrapped.IsDone;
    }

    public static async Task<bool> Shred(ITenantSecretWriter secrets, TenantContext tenant, CancellationToken cancellationToken)
    {
        // <snippet name="secret-shred">
        SecretChange shredded = await secrets.ShredAsync(tenant, cancellationToken);
        // </snippet>

        return shredded.IsDone;
    }
}
