using System.Globalization;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>After which event a follower wants to go on.</summary>
internal static class LastEventId
{
    private const string Header = "Last-Event-ID";

    internal static long Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return 0;
        }

        // Two headers are joined with a comma, and that is no number.
        BadInput.Unless(long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence));
        return sequence;
    }
}
