using System.Globalization;

namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>Prints one line for each figure: name, value, unit, limit, verdict. Absolute times have no limit.</summary>
internal sealed class GateReport
{
    private const string Short = " FAIL";

    public bool Failed { get; private set; }

    /// <summary>The name of the figure that a line says has fallen short, or null.</summary>
    public static string? NameOfShort(string line) => line.EndsWith(Short, StringComparison.Ordinal) ? line[..line.IndexOf(' ', StringComparison.Ordinal)] : null;

    public void Print(Measured measured)
    {
        Line($"{measured.Name}.time", measured.Nanoseconds, "ns", "-", null);
        Line($"{measured.Name}.bytes", measured.Bytes, "B/op", "-", null);
    }

    /// <summary>A figure without a limit.</summary>
    public void Show(string name, double value, string unit) => Line(name, value, unit, "-", null);

    /// <summary>Prints an absolute time beside what it is meant to be. It fails nothing: machines differ.</summary>
    public void Beside(string name, double value, string unit, double goal) =>
        Line(name, value, unit, string.Create(CultureInfo.InvariantCulture, $"~{goal}"), null);

    public void AtMost(string name, double value, string unit, double limit) =>
        Line(name, value, unit, string.Create(CultureInfo.InvariantCulture, $"<={limit}"), value <= limit);

    public void AtLeast(string name, double value, string unit, double limit) =>
        Line(name, value, unit, string.Create(CultureInfo.InvariantCulture, $">={limit}"), value >= limit);

    private void Line(string name, double value, string unit, string limit, bool? holds)
    {
        Failed |= holds == false;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit} {limit}{holds switch { true => " pass", false => Short, _ => " info" }}"));
    }
}
