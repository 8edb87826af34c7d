using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Which part of a list is asked for.</summary>
internal sealed class PageQuery : IInput
{
    internal const string LimitName = "limit";
    internal const string CursorName = "cursor";

    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private readonly string _list;
    private readonly string? _cursor;

    private PageQuery(string list, int limit, string? cursor) => (_list, Limit, _cursor) = (list, limit, cursor);

    internal int Limit { get; }

    /// <summary>The place after which to begin, or null.</summary>
    internal string? After { get; private set; }

    internal static PageQuery Read(string list, IQueryCollection query)
    {
        int limit = DefaultLimit;
        if (query.TryGetValue(LimitName, out StringValues text) && !(int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
        {
            throw new ArgumentException("A page holds between 1 and 200.");
        }

        return new PageQuery(list, limit, query.TryGetValue(CursorName, out StringValues cursor) ? cursor.ToString() : null);
    }

    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        After = _cursor is null ? null : PageCursor.Read(claim.ReachedTenant, _list, _cursor);
        return _cursor is not null && After is null ? Problem.InvalidRequest : null;
    }

    /// <summary>The page of what is there, and the cursor of the next one. What is added meanwhile moves nothing.</summary>
    internal (IReadOnlyList<T> Items, string? Next) Cut<T>(TenantId caller, IEnumerable<T> all, Func<T, string> place)
    {
        T[] following = [.. all.Where(i => After is null || string.CompareOrdinal(place(i), After) > 0).OrderBy(place, StringComparer.Ordinal).Take(Limit + 1)];
        return following.Length <= Limit
            ? (following, null)
            : (following[..Limit], PageCursor.Write(caller, _list, place(following[Limit - 1])));
    }
}
