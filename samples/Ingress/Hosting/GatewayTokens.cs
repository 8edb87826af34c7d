using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Ingress;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>Puts the tokens of gateways where the ingress reads them: among the secrets of the tenant whose cell it is, or of a tenant of the host's own where it is shared.</summary>
internal static class GatewayTokens
{
    internal static async Task PutAsync(IServiceProvider services, IngressConfig config)
    {
        foreach (KnownGateway gateway in config.Gateways.Where(static g => g.Auth == CellAuth.Token))
        {
            string token = Environment.GetEnvironmentVariable(gateway.TokenVariable ?? string.Empty) is { Length: > 0 } set ? set : throw new TenancyConfigurationException(
                [$"The gateway '{gateway.Runtime}' takes a token, and the variable '{gateway.TokenVariable}' is not set. Set it to the gateway's gateway.auth.token."]);
            TenantId[] owners = gateway.Shared ? [TenantId.From(KnownGateway.SecretTenant)] : [.. config.Tenants.Where(t => t.Runtime == gateway.Runtime).Select(static t => TenantId.From(t.Id))];
            foreach (TenantId owner in owners)
            {
                await PutAsync(services, owner, Encoding.UTF8.GetBytes(token));
            }
        }
    }

    private static async Task PutAsync(IServiceProvider services, TenantId owner, byte[] token)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        SecretChange change = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            services.GetRequiredService<SetupDoor>().Enter(owner),
            async (inner, cancellationToken) => await inner.GetRequiredService<ITenantSecretWriter>().PutAsync(
                inner.GetRequiredService<TenantContext>(), SecretName.From("cell_token"), token, options: null, cancellationToken),
            CancellationToken.None);
        CryptographicOperations.ZeroMemory(token);
        if (!change.IsDone)
        {
            throw new InvalidOperationException($"{owner}: {change.Fault}");
        }
    }
}
