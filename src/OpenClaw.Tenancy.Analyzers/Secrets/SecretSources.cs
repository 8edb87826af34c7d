using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Secrets;

/// <summary>Tells which values are secrets, by the members of the library that give them.</summary>
internal sealed class SecretSources
{
    private static readonly ImmutableArray<(string Type, string Member)> Members =
    [
        ("OpenClaw.Tenancy.Claims.PresentedCredential", "Text"),
        ("OpenClaw.Tenancy.Claims.ITenantTokenIssuer", "IssueAsync"),
        ("OpenClaw.Tenancy.Administration.IssuedApiKey", "Text"),
        ("OpenClaw.Tenancy.Administration.IssuedInvitation", "Code"),
        ("OpenClaw.Tenancy.BreakGlass.BreakGlassToken", "Text"),
        ("OpenClaw.Tenancy.Exchange.ShownIdentity", "IdentityToken"),
        ("OpenClaw.Tenancy.Exchange.TokenExchangeResult", "Token"),
        ("OpenClaw.Tenancy.Exchange.RuntimeTokenResult", "Token"),
        ("OpenClaw.Tenancy.Jobs.StoredJob", "Envelope"),
        ("OpenClaw.Tenancy.Jobs.TenantEnvelope", "Text"),
        ("OpenClaw.Tenancy.Secrets.SecretLease", "Read"),
        ("OpenClaw.Tenancy.Signing.EcdsaSigner", "ExportPrivateKey"),
    ];

    private static readonly ImmutableArray<string> Carrying =
    [
        "OpenClaw.Tenancy.Administration.CreatedTenant",
        "OpenClaw.Tenancy.Exchange.TokenExchangeRequest",
        "OpenClaw.Tenancy.Signing.EcdsaSigner",
        "OpenClaw.Tenancy.Tokens.TokenKey",
        "OpenClaw.Tenancy.Tokens.TokenKeyRing",
    ];

    // What gives the same secret back in another form.
    private static readonly ImmutableHashSet<string> Forms = ImmutableHashSet.Create(
        "AsMemory", "AsSpan", "AsTask", "ConfigureAwait", "GetBytes", "GetString", "ToArray", "ToCharArray", "ToLower", "ToLowerInvariant", "ToString", "Trim", "TrimEnd", "TrimStart");

    private readonly ImmutableHashSet<ISymbol> _members;
    private readonly ImmutableHashSet<ISymbol> _carriers;

    internal SecretSources(LibraryTypes library)
    {
        _members = Members.SelectMany(m => library.Find(m.Type)?.GetMembers(m.Member) ?? []).ToImmutableHashSet(SymbolEqualityComparer.Default);
        _carriers = library.FindAll(Members.Select(static m => m.Type).Where(static t => t != "OpenClaw.Tenancy.Claims.ITenantTokenIssuer").Concat(Carrying));
    }

    /// <summary>Whether objects of a type carry a secret.</summary>
    internal bool AreCarriedBy(ITypeSymbol? type) => type is not null && _carriers.Contains(type);

    /// <summary>Whether a value is a secret, in whatever form, also by way of a local that has no other value.</summary>
    internal bool Hold(IOperation value)
    {
        value = Tree.Bare(value);
        return value switch
        {
            IPropertyReferenceOperation property => _members.Contains(property.Property)
                || (property.Property.Name is "Span" or "Value" && property.Instance is { } instance && Hold(instance)),
            IInvocationOperation call => _members.Contains(call.TargetMethod.OriginalDefinition)
                || (Forms.Contains(call.TargetMethod.Name) && Inputs(call).Any(Hold)),
            IAwaitOperation awaited => Hold(awaited.Operation),
            IConditionalAccessOperation access => Hold(access.WhenNotNull) || (Hold(access.Operation) && IsForm(access.WhenNotNull)),
            ICoalesceOperation coalesce => Hold(coalesce.Value),
            ILocalReferenceOperation local => Tree.OnlyValue(local) is { } only && Hold(only),
            _ => false,
        };
    }

    private static IEnumerable<IOperation> Inputs(IInvocationOperation call) =>
        call.Instance is { } instance && call.TargetMethod.Name is not ("GetBytes" or "GetString") ? [instance] : call.Arguments.Select(static a => a.Value);

    private static bool IsForm(IOperation operation) => operation is IInvocationOperation call && Forms.Contains(call.TargetMethod.Name);
}
