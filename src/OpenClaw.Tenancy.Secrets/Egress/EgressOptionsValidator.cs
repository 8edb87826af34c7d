using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Checks at start where tenants may call out to: all errors at once, each with its fix.</summary>
internal sealed class EgressOptionsValidator(IServiceProviderIsService registered) : IValidateOptions<EgressOptions>
{
    public ValidateOptionsResult Validate(string? name, EgressOptions options)
    {
        string[] errors = [.. options.Errors, .. options.Connectors.SelectMany(ConnectorRules.Errors), .. NameErrors(options), .. BoundErrors(options), .. SourceErrors(options)];
        if (errors.Length != 0)
        {
            return ValidateOptionsResult.Fail(errors);
        }

        options.Freeze();
        return ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> NameErrors(EgressOptions options)
    {
        foreach (string twice in options.Connectors.GroupBy(static c => c.Name, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => g.Key))
        {
            yield return $"The connector '{twice}' is added twice. Call EgressOptions.Add once for each name.";
        }

        foreach (string unknown in options.Allowed.Select(static a => a.Connector).Distinct(StringComparer.Ordinal).Where(c => !options.Connectors.Any(d => string.Equals(d.Name, c, StringComparison.Ordinal))))
        {
            yield return $"EgressOptions.Allow names the connector '{unknown}', and there is none. Call EgressOptions.Add for it, or mend the name.";
        }
    }

    private static IEnumerable<string> BoundErrors(EgressOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Scope))
        {
            yield return "Set EgressOptions.Scope to the name of a scope, such as operator.write.";
        }

        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > TimeSpan.FromMinutes(1))
        {
            yield return "Set EgressOptions.ConnectTimeout to more than zero and at most one minute.";
        }

        if (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > TimeSpan.FromMinutes(30))
        {
            yield return "Set EgressOptions.RequestTimeout to more than zero and at most 30 minutes.";
        }

        if (options.MaxRedirects is < 0 or > 10)
        {
            yield return "Set EgressOptions.MaxRedirects to between 0 and 10.";
        }

        if (options.ConnectionLifetime <= TimeSpan.Zero || options.ConnectionLifetime > TimeSpan.FromMinutes(10))
        {
            yield return "Set EgressOptions.ConnectionLifetime to more than zero and at most ten minutes: a name is looked up anew when it is over.";
        }

        if (options.MaxConnectionsPerHost is < 1 or > 10_000)
        {
            yield return "Set EgressOptions.MaxConnectionsPerHost to between 1 and 10,000.";
        }

        if (options.MaxResponseHeaderKilobytes is < 1 or > 1024)
        {
            yield return "Set EgressOptions.MaxResponseHeaderKilobytes to between 1 and 1,024.";
        }

        if (options.MaxBufferedResponseBytes is < 1 or > 1024L * 1024 * 1024)
        {
            yield return "Set EgressOptions.MaxBufferedResponseBytes to between 1 and 1 GiB.";
        }
    }

    private IEnumerable<string> SourceErrors(EgressOptions options)
    {
        if (options.Connectors.Any(static c => c.Secret is not null)
            && !registered.IsService(typeof(IEgressCredentialSource)) && !registered.IsService(typeof(ITenantSecretReader)))
        {
            yield return "A connector names a secret, and nothing reads secrets. Call AddTenantSecretReader(), register an IEgressCredentialSource, or set ConnectorDefinition.Secret to null.";
        }
    }
}
