using Microsoft.Extensions.Configuration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Reads tenants from a configuration section: one child for each, named by the tenant's id. Whatever is not understood is an error.</summary>
internal sealed class DirectorySection(IConfigurationSection section)
{
    private const string DisplayName = nameof(TenantRegistration.DisplayName);
    private const string Status = nameof(TenantRegistration.Status);
    private const string Hosts = nameof(TenantRegistration.Hosts);
    private const string Issuers = nameof(TenantRegistration.Issuers);

    internal IConfigurationSection Section { get; } = section;

    /// <summary>Every tenant that the section ever named: one that it no longer names is suspended.</summary>
    internal HashSet<TenantId> Named { get; } = [];

    /// <summary>The tenants as they stand now, or every error that was found.</summary>
    internal List<TenantRegistration> Read(out List<string> errors)
    {
        errors = [];
        var tenants = new List<TenantRegistration>();
        foreach (IConfigurationSection child in Section.GetChildren())
        {
            if (ReadTenant(child, errors) is { } tenant)
            {
                tenants.Add(tenant);
            }
        }

        if (tenants.Count == 0 && errors.Count == 0)
        {
            errors.Add($"The configuration section '{Section.Path}' names no tenant. Give it one child for each tenant, named by the tenant's id.");
        }

        return tenants;
    }

    private static TenantRegistration? ReadTenant(IConfigurationSection child, List<string> errors)
    {
        int before = errors.Count;
        if (!TenantId.TryFrom(child.Key, out TenantId? id))
        {
            errors.Add($"{child.Path}: the name is no tenant id. Use 1 to 63 characters of a-z, 0-9 and '-', no hyphen at either end, and no reserved word.");
        }

        if (!string.IsNullOrEmpty(child.Value))
        {
            errors.Add($"{child.Path}: a tenant is an object, not a value. Use {{}} when there is nothing to say of it.");
        }

        foreach (IConfigurationSection member in child.GetChildren().Where(static m => m.Key is not (DisplayName or Status or Hosts or Issuers)))
        {
            errors.Add($"{member.Path}: there is no such setting. Use {DisplayName}, {Status}, {Hosts} or {Issuers}, in exactly this case.");
        }

        TenantStatus status = ReadStatus(child, errors);
        return errors.Count != before ? null : new TenantRegistration(id!)
        {
            DisplayName = child[DisplayName],
            Status = status,
            Hosts = List(child.GetSection(Hosts)),
            Issuers = List(child.GetSection(Issuers)),
        };
    }

    private static TenantStatus ReadStatus(IConfigurationSection child, List<string> errors)
    {
        switch (child[Status])
        {
            case null or nameof(TenantStatus.Active):
                return TenantStatus.Active;
            case nameof(TenantStatus.Provisioning):
                return TenantStatus.Provisioning;
            case nameof(TenantStatus.Suspended):
                return TenantStatus.Suspended;
            case nameof(TenantStatus.Deleted):
                return TenantStatus.Deleted;
            default:
                // SECURITY: a mistyped status never means active.
                errors.Add($"{child.Path}:{Status}: use Provisioning, Active, Suspended or Deleted.");
                return TenantStatus.Unknown;
        }
    }

    private static string[] List(IConfigurationSection section) => [.. section.GetChildren().Select(static item => item.Value ?? string.Empty)];
}
