using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>The members that a JSON body of some type has.</summary>
internal static class JsonNames
{
    internal static IEnumerable<string> Of(Type? type) =>
        type is not { IsClass: true } || type == typeof(string) || type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? []
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Select(static p => p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(p.Name));
}
