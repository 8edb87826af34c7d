using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers;

/// <summary>What the analyzers report.</summary>
internal static class Rules
{
    private const string Category = "Tenancy";

    internal static readonly DiagnosticDescriptor SilentEndpoint = new(
        RuleIds.SilentEndpoint,
        "A mapped endpoint says nothing of tenancy",
        "The endpoint of {0} says nothing of tenancy. Add .RequireTenantScope(\"...\"), or .AllowTenantless(\"why\") if it touches no tenant's data.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1101.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    internal static readonly DiagnosticDescriptor UnfilteredQuery = new(
        RuleIds.UnfilteredQuery,
        "A query passes by the tenant's filter",
        "{0} passes by the tenant's filter of {1}: {2}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1102.md");

    internal static readonly DiagnosticDescriptor BuiltKey = new(
        RuleIds.BuiltKey,
        "A key or path is built of a tenant's id by hand",
        "{0} is a key or path built of a tenant's id by hand. Make it with StorageKeyPartitioner.Encode, so that no other tenant's can equal or begin it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1103.md");

    internal static readonly DiagnosticDescriptor ComparedSecret = new(
        RuleIds.ComparedSecret,
        "A secret is compared with an early exit",
        "{0} is a secret, and {1} answers the sooner the earlier it differs. Compare the SHA-256 of both with CryptographicOperations.FixedTimeEquals.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1104.md");

    internal static readonly DiagnosticDescriptor EscapedScope = new(
        RuleIds.EscapedScope,
        "What belongs to one scope is taken out of it",
        "{0} takes {1} out of the scope that it belongs to. Start a scope there with ITenantContextFactory.RunAsync, or hand on a TenantEnvelope.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1105.md");

    internal static readonly DiagnosticDescriptor LoggedSecret = new(
        RuleIds.LoggedSecret,
        "A secret is logged",
        "{0} gets {1}, which carries a secret. Log its id or its name.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1106.md");

    internal static readonly DiagnosticDescriptor DangerWithoutReason = new(
        RuleIds.DangerWithoutReason,
        "A dangerous member is used without a reason",
        "{0} passes by a check, and nothing says why: {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1107.md");

    internal static readonly DiagnosticDescriptor LooseId = new(
        RuleIds.LooseId,
        "An id is compared by culture or without case",
        "{0} takes different ids for the same, or does so in some cultures. Compare ids as they are, or their texts with StringComparison.Ordinal.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1108.md");

    internal static readonly DiagnosticDescriptor ComparedByName = new(
        RuleIds.ComparedByName,
        "What is named like a secret is compared with an early exit",
        "{0} is named like a secret, and {1} answers the sooner the earlier it differs. If it is one, compare the SHA-256 of both with CryptographicOperations.FixedTimeEquals.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/OCT1109.md");
}
