using System.Globalization;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

/// <summary>Which days are asked for. That each parameter stands once is seen to before.</summary>
internal static class UsageRange
{
    private const int DefaultDays = 30;
    private const string Format = "yyyy-MM-dd";

    /// <summary>Without a last day it is today, without a first one the thirty days that end with the last.</summary>
    internal static UsageQuery Read(IQueryCollection query, DateOnly today)
    {
        DateOnly to = Day(query, "to") ?? today;
        BadInput.Unless(to.DayNumber >= DefaultDays);
        DateOnly from = Day(query, "from") ?? to.AddDays(1 - DefaultDays);
        BadInput.Unless(UsageQuery.IsValid(from, to));
        return new UsageQuery(from, to);
    }

    internal static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    private static DateOnly? Day(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out StringValues text))
        {
            return null;
        }

        BadInput.Unless(DateOnly.TryParseExact(text.ToString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day));
        return day;
    }
}
