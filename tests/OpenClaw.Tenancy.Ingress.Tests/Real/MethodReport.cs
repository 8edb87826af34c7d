using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>What each method of a gateway answered to an attacker, and what of his requests reached the gateway.</summary>
public sealed class MethodReport
{
    private readonly StringBuilder _text = new("| method | tried | answers | sent on | of the other's in it |\n|---|---|---|---|---|\n");

    public void Add(string method, IReadOnlyDictionary<string, int> answers, int forwarded, int asText) => _text.Append(
        CultureInfo.InvariantCulture,
        $"| {method} | {answers.Values.Sum()} | {string.Join(", ", answers.Select(static c => $"{c.Key} {c.Value}"))} | {forwarded} | {(asText == 0 ? "nothing" : $"an id {asText} times, where a text stands")} |\n");

    public Task WriteAsync(string path) => File.WriteAllTextAsync(path, _text.ToString());
}
