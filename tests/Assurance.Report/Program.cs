using Assurance.Report;

// Adds up the counts in a folder, and writes the report and the figures of the page.
if (args is not [string counts, string docs])
{
    Console.Error.WriteLine("Say the folder of the counts and the folder of the documents.");
    return 2;
}

IsolationReport report = IsolationReport.Of(counts);
if (report.Figures.Count == 0)
{
    Console.Error.WriteLine("Nothing was counted: no suite wrote a line.");
    return 1;
}

string page = Path.Combine(docs, "assurance.md");
File.WriteAllText(Path.Combine(docs, "isolation-report.json"), report.ToJson());
File.WriteAllText(page, FigureTable.Put(File.ReadAllText(page), report));
foreach (Figure figure in report.Figures)
{
    Console.WriteLine($"{figure.Tried,12:N0} {figure.Through,6:N0}  {figure.Name}: {figure.What}");
}

foreach (string name in report.Absent)
{
    Console.WriteLine($"      absent         {name}: no suite counted it in this run");
}

return report.Figures.Any(static f => f.Through != 0 && !f.Name.StartsWith("mutants/", StringComparison.Ordinal)) ? 1 : 0;
