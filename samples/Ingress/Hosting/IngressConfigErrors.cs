namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>What a configuration says that cannot be: all of it at once, each with its fix. What gateways may be told the ingress checks itself.</summary>
internal static class IngressConfigErrors
{
    internal static IReadOnlyList<string> Of(IngressConfig config) => config.Tenants.Any(static t => t is null) || config.Gateways.Any(static g => g is null)
        ? ["An entry of 'tenants' or of 'gateways' is null. Take it away."]
        : [.. AddressErrors(config), .. TenantErrors(config), .. GatewayErrors(config)];

    private static IEnumerable<string> AddressErrors(IngressConfig config)
    {
        if (!Uri.TryCreate(config.Urls, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/")
        {
            yield return $"'urls' is '{config.Urls}'. Set it to one address, such as http://127.0.0.1:5100; TLS ends before the sample.";
        }
    }

    private static IEnumerable<string> TenantErrors(IngressConfig config)
    {
        if (config.Tenants.Count == 0)
        {
            yield return "There is no tenant. Add one to 'tenants', with its 'id' and the 'runtime' of its gateway.";
        }

        foreach (string id in config.Tenants.Select(static t => t.Id).Where(static id => !TenantId.TryFrom(id, out TenantId? tenant) || tenant == TenantId.Platform || id == KnownGateway.SecretTenant))
        {
            yield return $"'{id}' is no id of a tenant here. Use lower-case letters, digits and '-', and neither '{TenantId.Platform}' nor '{KnownGateway.SecretTenant}', which are the host's.";
        }

        foreach (string id in Twice(config.Tenants.Select(static t => t.Id)))
        {
            yield return $"The tenant '{id}' is there more than once. Take the others away.";
        }

        foreach (ServedTenant tenant in config.Tenants.Where(t => config.Gateways.All(g => g.Runtime != t.Runtime)))
        {
            yield return $"The tenant '{tenant.Id}' is on '{tenant.Runtime}', and no gateway has that runtime. Add it to 'gateways', or name one that is there.";
        }
    }

    private static IEnumerable<string> GatewayErrors(IngressConfig config)
    {
        foreach (string runtime in Twice(config.Gateways.Select(static g => g.Runtime)))
        {
            yield return $"The gateway '{runtime}' is there more than once. Take the others away, or give each a runtime of its own.";
        }

        foreach (KnownGateway gateway in config.Gateways.Where(static g => g is { SharesAdmin: true, Shared: false }))
        {
            yield return $"The gateway '{gateway.Runtime}' has 'sharesAdmin' and is not 'shared'. Take it away: the operators of a cell are its tenant's own.";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(static n => n, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key);
}
