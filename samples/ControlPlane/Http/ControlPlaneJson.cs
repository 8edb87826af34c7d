using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Http;

/// <summary>How JSON is read and written here. Strict: an unknown member, a double one, another case and a null where a value belongs are errors.</summary>
internal static class ControlPlaneJson
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 16,
    };

    /// <summary>The body of a request.</summary>
    /// <exception cref="BadHttpRequestException">It is not exactly the JSON that the route takes.</exception>
    internal static async ValueTask<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Bad(cause: null);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Options, cancellationToken) ?? throw Bad(cause: null);
        }
        catch (JsonException exception)
        {
            throw Bad(exception);
        }
    }

    internal static BadHttpRequestException Bad(Exception? cause) => new("The request is not valid.", StatusCodes.Status400BadRequest, cause ?? new FormatException());
}
