using System.Globalization;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>Which part of the list is asked for. That each parameter stands once is seen to before.</summary>
public sealed record SessionQuery(int Limit, long? Before)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static SessionQuery Read(IQueryCollection query)
    {
        int limit = DefaultLimit;
        if (query.TryGetValue("limit", out StringValues text))
        {
            BadInput.Unless(int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit);
        }

        if (!query.TryGetValue("cursor", out StringValues cursor))
        {
            return new SessionQuery(limit, Before: null);
        }

        BadInput.Unless(SessionCursor.TryRead(cursor.ToString(), out long before));
        return new SessionQuery(limit, before);
    }
}
