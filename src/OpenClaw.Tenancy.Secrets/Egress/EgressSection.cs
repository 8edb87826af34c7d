using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Reads connectors and the tenants' lists from a configuration section. Whatever is not understood is an error.</summary>
internal sealed class EgressSection(IConfigurationSection section)
{
    private const string Connectors = "Connectors";
    private const string Tenants = "Tenants";

    private static readonly ImmutableArray<string> Settings =
    [
        nameof(ConnectorDefinition.Hosts), nameof(ConnectorDefinition.Ports), nameof(ConnectorDefinition.PathPrefixes), nameof(ConnectorDefinition.Secret),
        nameof(ConnectorDefinition.SecretHosts), nameof(ConnectorDefinition.CredentialHeader), nameof(ConnectorDefinition.CredentialScheme), nameof(ConnectorDefinition.AllowSockets),
    ];

    internal void AddTo(EgressOptions options)
    {
        foreach (IConfigurationSection child in section.GetChildren().Where(static c => c.Key is not (Connectors or Tenants)))
        {
            options.Errors.Add($"{child.Path}: there is no such setting. Use {Connectors} or {Tenants}, in exactly this case.");
        }

        foreach (IConfigurationSection connector in section.GetSection(Connectors).GetChildren())
        {
            options.Add(ReadConnector(connector, options.Errors));
        }

        foreach (IConfigurationSection tenant in section.GetSection(Tenants).GetChildren())
        {
            if (TenantId.TryFrom(tenant.Key, out TenantId? id))
            {
                options.Allow(id, List(tenant));
            }
            else
            {
                options.Errors.Add($"{tenant.Path}: the name is no tenant id. Use 1 to 63 characters of a-z, 0-9 and '-', no hyphen at either end, and no reserved word.");
            }
        }
    }

    // What opens something dangerous is said in code, where a reason stands beside it.
    private static ConnectorDefinition ReadConnector(IConfigurationSection child, List<string> errors)
    {
        var connector = new ConnectorDefinition(child.Key) { Secret = child[nameof(ConnectorDefinition.Secret)] };
        foreach (IConfigurationSection member in child.GetChildren().Where(static m => !Settings.Contains(m.Key, StringComparer.Ordinal)))
        {
            errors.Add($"{member.Path}: there is no such setting of a connector. Use {string.Join(", ", Settings)}, in exactly this case; what is dangerous is set in code.");
        }

        Fill(connector.Hosts, List(child.GetSection(nameof(ConnectorDefinition.Hosts))));
        Fill(connector.PathPrefixes, List(child.GetSection(nameof(ConnectorDefinition.PathPrefixes))));
        Fill(connector.SecretHosts, List(child.GetSection(nameof(ConnectorDefinition.SecretHosts))));
        Fill(connector.Ports, List(child.GetSection(nameof(ConnectorDefinition.Ports))).Select(static text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0));
        connector.CredentialHeader = child[nameof(ConnectorDefinition.CredentialHeader)] ?? connector.CredentialHeader;
        connector.CredentialScheme = child[nameof(ConnectorDefinition.CredentialScheme)] is { } scheme ? scheme.Length == 0 ? null : scheme : connector.CredentialScheme;
        switch (child[nameof(ConnectorDefinition.AllowSockets)])
        {
            case null or "false" or "False":
                break;
            case "true" or "True":
                connector.AllowSockets = true;
                break;
            default:
                errors.Add($"{child.Path}:{nameof(ConnectorDefinition.AllowSockets)}: use true or false.");
                break;
        }

        return connector;
    }

    private static void Fill<T>(IList<T> list, IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            list.Add(item);
        }
    }

    private static IEnumerable<string> List(IConfigurationSection section) => section.GetChildren().Select(static item => item.Value ?? string.Empty);
}
