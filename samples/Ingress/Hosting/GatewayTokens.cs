using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Ingress;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>Puts the tokens of gateways where the ingress reads them: among the secrets of the tenant whose cell it is, or of a tenant of the host's own where it is shared.</summary>
internal static class GatewayTokens
{
    /// <exception cref="TenancyConfigurationException">The environment does not have the token of each gateway that takes one.</exception>
    internal static void Check(IngressConfig config)
    {
        string[] errors = [.. Taking(config).Where(static g => TokenOf(g).Length == 0).Select(static g => g.TokenVariable is null
            ? $"The gateway '{g.Runtime}' takes a token. Set 'tokenVariable' to the name of the variable that holds its gateway.auth.token."
            : $"The gateway '{g.Runtime}' takes a token, and the variable '{g.TokenVariable}' is not set. Set it to the gateway's gateway.auth.token.")];
        if (errors.Length > 0)
        {
            throw new TenancyConfigurationException(errors);
        }
    }

    internal static async Task PutAsync(IServiceProvider services, IngressConfig config)
    {
        foreach (KnownGateway gateway in Taking(config))
        {
            TenantId[] owners = gateway.Shared ? [TenantId.From(KnownGateway.SecretTenant)] : [.. config.Tenants.Where(t => t.Runtime == gateway.Runtime).Select(static t => TenantId.From(t.Id))];
            foreach (TenantId owner in owners)
            {
                await PutAsync(services, owner, Encoding.UTF8.GetBytes(TokenOf(gateway)));
            }
        }
    }

    private static IEnumerable<KnownGateway> Taking(IngressConfig config) => config.Gateways.Where(static g => g.Auth == CellAuth.Token);

    private static string TokenOf(KnownGateway gateway) => Environment.GetEnvironmentVariable(gateway.TokenVariable ?? string.Empty) ?? string.Empty;

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
