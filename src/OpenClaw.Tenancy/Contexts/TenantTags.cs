using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>Says on the spans and the log lines of a tenant's scope whose they are, where <see cref="TenancyOptions.TenantTag"/> asks for it.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. <c>UseTenancy</c> and <c>ITenantContextFactory.RunAsync</c>
/// call it. A tag opens nothing, and goes neither into baggage nor into metrics. Where nobody keeps log scopes or listens to spans, a scope allocates nothing.
/// </remarks>
public sealed class TenantTags : IDisposable
{
    /// <summary>The name of the tag: <c>tenant.id</c>.</summary>
    public const string Name = "tenant.id";

    // One for each tenant, and none for a text that somebody invented: it takes an accepted claim.
    private readonly ConcurrentDictionary<TenantId, TenantLineTag> _known = new();
    private readonly Func<TenantId, TenantLineTag> _make;
    private readonly ILogger _logger;
    private readonly SpanTagger? _spans;
    private readonly bool _hasProviders;

    internal TenantTags(TenantTag kind, AuditSubjects subjects, ILogger logger, bool hasProviders)
    {
        (_logger, _hasProviders) = (logger, hasProviders);
        _spans = kind == TenantTag.Absent ? null : new SpanTagger();
        _make = kind == TenantTag.Pseudonym
            ? tenant => new TenantLineTag(subjects.TextOf(tenant))
            : static tenant => new TenantLineTag(tenant.ToString());
    }

    /// <summary>Tags what is logged, and each span that is started, until what is given back is disposed of.</summary>
    /// <param name="claim">Whose scope it is: the tenant that the claim reaches.</param>
    /// <returns>The end of it, for the same asynchronous flow; or null where nothing is tagged.</returns>
    public IDisposable? Begin(VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_spans is null)
        {
            return null;
        }

        TenantLineTag tag = TagOf(claim);

        // A filter may shut this one logger. The scope is for the lines of all others.
        IDisposable? lines = _hasProviders || _logger.IsEnabled(LogLevel.Critical) ? _logger.BeginScope(tag) : null;
        return _spans.IsAnybodyListening() ? _spans.Begin(tag.Text, lines) : lines;
    }

    /// <summary>Tags a span that began earlier and is wholly the tenant's, such as that of a request.</summary>
    /// <param name="span">The span, or null.</param>
    /// <param name="claim">Whose it is: the tenant that the claim reaches.</param>
    public void Mark(Activity? span, VerifiedTenantClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_spans is not null && span is not null)
        {
            span.SetTag(Name, TagOf(claim).Text);
        }
    }

    /// <summary>Listens no more.</summary>
    public void Dispose() => _spans?.Dispose();

    private TenantLineTag TagOf(VerifiedTenantClaim claim) => _known.GetOrAdd(claim.ReachedTenant, _make);
}
