using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>That an issuer was added, and with what; kept for the validation at start.</summary>
internal sealed class IssuerRegistration(string name, TenantIssuerOptions options, Func<TenancyOptions, IEnumerable<string>>? validate)
{
    internal string Name { get; } = name;

    internal TenantIssuerOptions Options { get; } = options;

    internal IEnumerable<string> Errors(TenancyOptions tenancy) => [.. Options.Errors(Name), .. validate?.Invoke(tenancy) ?? []];
}
