using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Reads the body of a request. Whatever is not exactly the JSON that the route takes is malformed.</summary>
internal static class StrictBody
{
    private const int MaxBytes = 1024 * 1024;
    private const int PartBytes = 16 * 1024;

    /// <summary>The body as the JSON of a type.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    /// <exception cref="BadHttpRequestException">It is too large, or is no HTTP.</exception>
    internal static async ValueTask<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, Func<T>? whenEmpty)
        where T : class
    {
        byte[] body = await ReadBytesAsync(request).ConfigureAwait(false);
        return body.Length == 0 && whenEmpty is not null ? whenEmpty() : IsJson(request.ContentType) ? Parse(body, type) : throw new JsonException();
    }

    /// <summary>For a route that takes nothing: so a tenant that is named in a body is refused and not ignored.</summary>
    /// <exception cref="JsonException">There is a body.</exception>
    /// <exception cref="BadHttpRequestException">It is too large, or is no HTTP.</exception>
    internal static async ValueTask RequireNoneAsync(HttpRequest request)
    {
        if ((await ReadBytesAsync(request).ConfigureAwait(false)).Length != 0)
        {
            throw new JsonException();
        }
    }

    private static async ValueTask<byte[]> ReadBytesAsync(HttpRequest request)
    {
        RequireAtMost(request.ContentLength ?? 0);
        using var bytes = new MemoryStream();
        byte[] part = new byte[PartBytes];
        for (int read; (read = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted).ConfigureAwait(false)) != 0;)
        {
            bytes.Write(part, 0, read);
            RequireAtMost(bytes.Length);
        }

        return bytes.ToArray();
    }

    private static void RequireAtMost(long bytes)
    {
        if (bytes > MaxBytes)
        {
            throw new BadHttpRequestException("The request is too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        // No member takes a null. Left out is left out, and a null is neither that nor a value.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = type.Options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                throw new JsonException();
            }
        }

        return JsonSerializer.Deserialize(json, type) ?? throw new JsonException();
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(static p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && p.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
