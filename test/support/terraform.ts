/** A file of Terraform that zips a folder for the function `go`. */
export function terraformZip(folder: string, handler = 'go.handler'): string {
  return `data "archive_file" "zip" {
  type        = "zip"
  source_dir  = "${folder}"
  output_path = "go.zip"
}
resource "aws_lambda_function" "go" {
  function_name = "go"
  filename      = data.archive_file.zip.output_path
  handler       = "${handler}"
  runtime       = "nodejs22.x"
}
`;
}
