using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>Reads a request's body. Whatever is not exactly the JSON that the route takes is bad input.</summary>
public static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    private const int PartBytes = 16 * 1024;

    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        BadInput.Unless(IsJson(request.ContentType));
        return Parse<T>(await ReadBytesAsync(request, cancellationToken)) ?? throw BadInput.Found();
    }

    /// <summary>For a route that takes nothing: no body, or an object without members. So a tenant that is named in it is refused and not ignored.</summary>
    public static async ValueTask RequireNothingAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] body = await ReadBytesAsync(request, cancellationToken);
        BadInput.Unless(body.Length == 0 || (IsJson(request.ContentType) && Parse<NoMembers>(body) is not null));
    }

    private static async ValueTask<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        BadInput.RequireAtMost(request.ContentLength ?? 0, MaxBytes);
        using var bytes = new MemoryStream();
        byte[] part = new byte[PartBytes];
        for (int read; (read = await request.Body.ReadAsync(part, cancellationToken)) != 0;)
        {
            bytes.Write(part, 0, read);
            BadInput.RequireAtMost(bytes.Length, MaxBytes);
        }

        return bytes.ToArray();
    }

    private static T? Parse<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, GatewayJson.Options);
        }
        catch (JsonException exception)
        {
            throw BadInput.Found(exception);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(static p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && p.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
