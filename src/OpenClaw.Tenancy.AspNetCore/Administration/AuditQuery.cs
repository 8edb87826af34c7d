using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Which records of a trail are asked for.</summary>
internal sealed class AuditQuery : IInput
{
    internal static string[] Names => ["run_id", "actor", "outcome", PageQuery.LimitName, PageQuery.CursorName];

    private const int MaxText = 256;
    private readonly PageQuery _page;
    private readonly string? _run;
    private readonly string? _actor;
    private readonly AuditOutcome? _outcome;

    private AuditQuery(string list, IQueryCollection query)
    {
        _page = PageQuery.Read(list, query);
        (_run, _actor) = (Text(query, "run_id"), Text(query, "actor"));
        _outcome = Text(query, "outcome") switch
        {
            null => null,
            "allowed" => AuditOutcome.Allowed,
            "denied" => AuditOutcome.Denied,
            _ => throw new ArgumentException("An outcome is allowed or denied."),
        };
    }

    internal AuditFilter Filter { get; private set; } = new();

    internal static AuditQuery Read(string list, IQueryCollection query) => new(list, query);

    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        if (_page.RefusalFor(claim) is { } refused)
        {
            return refused;
        }

        long? before = null;
        if (_page.After is { } place)
        {
            if (!long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number < 1)
            {
                return Problem.InvalidRequest;
            }

            before = number;
        }

        Filter = new AuditFilter { RunId = _run, Actor = _actor, Outcome = _outcome, Before = before, Count = _page.Limit };
        return null;
    }

    private static string? Text(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out StringValues value))
        {
            return null;
        }

        string text = value.ToString();
        return text.Length is > 0 and <= MaxText ? text : throw new ArgumentException($"A filter has between 1 and {MaxText} characters.");
    }
}
