using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>How a handler refuses input: by the exception that the server itself throws, which <see cref="RefusalBoundary"/> answers and records.</summary>
public static class BadInput
{
    public static void Unless([DoesNotReturnIf(false)] bool valid)
    {
        if (!valid)
        {
            throw Found();
        }
    }

    public static void RequireAtMost(long bytes, long max)
    {
        if (bytes > max)
        {
            throw new BadHttpRequestException("The request is too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }

    public static BadHttpRequestException Found(Exception? cause = null) =>
        new("The request is not valid.", StatusCodes.Status400BadRequest, cause ?? new FormatException());
}
