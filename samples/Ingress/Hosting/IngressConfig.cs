using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>What the ingress is told: a JSON file, in which there may be comments. Whatever it does not know is an error.</summary>
public sealed record IngressConfig
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public string Urls { get; init; } = "http://127.0.0.1:5100";

    public string Data { get; init; } = ".data-ingress";

    public IReadOnlyList<ServedTenant> Tenants { get; init; } = [];

    public IReadOnlyList<KnownGateway> Gateways { get; init; } = [];

    /// <exception cref="TenancyConfigurationException">The file is missing, or says something that cannot be.</exception>
    public static IngressConfig Read(string path)
    {
        IngressConfig config = Parse(path);
        IReadOnlyList<string> errors = IngressConfigErrors.Of(config);
        return errors.Count == 0 ? config : throw new TenancyConfigurationException(errors);
    }

    private static IngressConfig Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<IngressConfig>(File.ReadAllText(path), Reading) ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new TenancyConfigurationException([$"The configuration '{path}' cannot be read: {exception.Message} Write it like samples/Ingress/cells.json or samples/Ingress/shared.json, which have all that it may say."]);
        }
    }
}
